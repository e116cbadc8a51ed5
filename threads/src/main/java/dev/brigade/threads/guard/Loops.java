package dev.brigade.threads.guard;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a call stands in a loop, by the bytecode of its method: it does if some jump backwards from behind it lands before
 * it. Each call is looked up once; safe from any thread.
 */
final class Loops {

    private record Call(String type, String method, String descriptor, int index) {}

    private final Map<Call, Boolean> known = new ConcurrentHashMap<>();

    /** Whether the call at which {@code frame} stands is in a loop; true as well if its class can't be read. */
    boolean surround(StackWalker.StackFrame frame) {
        Call call =
                new Call(frame.getClassName(), frame.getMethodName(), frame.getDescriptor(), frame.getByteCodeIndex());
        return known.computeIfAbsent(
                call,
                _ -> model(frame.getDeclaringClass())
                        .map(type -> isInLoop(type, call))
                        .orElse(true));
    }

    private static Optional<ClassModel> model(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            return bytes == null ? Optional.empty() : Optional.of(ClassFile.of().parse(bytes.readAllBytes()));
        } catch (IOException | IllegalArgumentException e) { // IllegalArgumentException: no class file that we know
            return Optional.empty();
        }
    }

    private static boolean isInLoop(ClassModel type, Call call) {
        return type.methods().stream()
                .filter(method -> method.methodName().equalsString(call.method())
                        && method.methodType().equalsString(call.descriptor()))
                .findFirst()
                .flatMap(MethodModel::code)
                .map(code -> !(code instanceof CodeAttribute attribute) || isInLoop(attribute, call.index()))
                .orElse(true);
    }

    private static boolean isInLoop(CodeAttribute code, int call) {
        int at = 0;
        for (CodeElement element : code) {
            if (element instanceof BranchInstruction branch) {
                int target = code.labelToBci(branch.target());
                if (target <= call && call < at) {
                    return true;
                }
            }
            if (element instanceof Instruction instruction) {
                at += instruction.sizeInBytes();
            }
        }
        return false;
    }
}
