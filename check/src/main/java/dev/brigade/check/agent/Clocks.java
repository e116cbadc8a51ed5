package dev.brigade.check.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Optional;
import java.util.Set;

/** Makes code ask the run for the time, and for the one random number that has no object. Has no state. */
final class Clocks implements CodeTransform {
    static final Clocks TRANSFORM = new Clocks();

    private static final MethodTypeDesc ADJUSTMENT =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long);

    private static final Set<String> TIMES = Set.of("nanoTime", "currentTimeMillis");

    private Clocks() {}

    /** Whether {@link #accept} changes an element. */
    static boolean changes(CodeElement element) {
        return element instanceof InvokeInstruction call
                ? asksSystem(call) || asksVm(call) || asksMath(call)
                : refersTo(element).isPresent();
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeInstruction call && (asksSystem(call) || asksMath(call))) {
            code.invokestatic(Hook.HOOKS, call.name().stringValue(), call.typeSymbol());
        } else if (element instanceof InvokeInstruction call && asksVm(call)) {
            code.dup2().with(call).invokestatic(Hook.HOOKS, "nanoTimeAdjustment", ADJUSTMENT);
        } else {
            refersTo(element).ifPresentOrElse(code::invokedynamic, () -> code.with(element));
        }
    }

    private static boolean asksSystem(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC
                && call.owner().name().equalsString("java/lang/System")
                && TIMES.contains(call.name().stringValue());
    }

    private static boolean asksMath(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC
                && call.owner().name().equalsString("java/lang/Math")
                && call.name().equalsString("random");
    }

    /** What replaces a reference such as {@code System::nanoTime}, if an element is one. */
    private static Optional<DynamicCallSiteDesc> refersTo(CodeElement element) {
        return element instanceof InvokeDynamicInstruction instruction
                ? MethodReference.of(instruction)
                        .filter(reference -> isReplaced(reference.method()))
                        .map(reference -> reference.to(MethodHandleDesc.ofMethod(
                                DirectMethodHandleDesc.Kind.STATIC,
                                Hook.HOOKS,
                                reference.method().methodName(),
                                reference.method().invocationType())))
                : Optional.empty();
    }

    private static boolean isReplaced(DirectMethodHandleDesc method) {
        return switch (ClassIndex.internalName(method.owner())) {
            case "java/lang/System" -> TIMES.contains(method.methodName());
            case "java/lang/Math" -> method.methodName().equals("random");
            default -> false;
        };
    }

    /** As {@code java.time.Clock} does. */
    private static boolean asksVm(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESTATIC
                && call.owner().name().equalsString("jdk/internal/misc/VM")
                && call.name().equalsString("getNanoTimeAdjustment");
    }
}
