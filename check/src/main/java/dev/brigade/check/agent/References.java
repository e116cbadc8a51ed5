package dev.brigade.check.agent;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * References to methods of the JDK that matter between threads, such as {@code map::get}: nobody can change the class that the JVM
 * makes for one, so it gets a method of the class that has the reference, which calls the other and tells of it. For one class that is
 * being loaded; one that has been loaded can't get new methods.
 */
final class References {
    private static final String NAME = "brigade$reference$";

    private final ClassIndex index;
    private final ClassModel in;
    private final List<Added> added = new ArrayList<>();

    private record Added(String name, MethodTypeDesc type, DirectMethodHandleDesc method, SiteMaker sites) {}

    References(ClassIndex index, ClassModel in) {
        this.index = index;
        this.in = in;
    }

    /** Replaces the references in one method. */
    CodeTransform in(MethodModel method, CodeModel body) {
        int[] line = {SiteMaker.firstLine(body)};
        return (code, element) -> {
            if (element instanceof LineNumber number) {
                line[0] = number.line();
            }
            replaced(element, method, line[0]).ifPresentOrElse(code::invokedynamic, () -> code.with(element));
        };
    }

    /** Adds what the references need, after all methods. */
    void addMethods(ClassBuilder builder) {
        for (Added one : added) {
            builder.withMethodBody(
                    one.name,
                    one.type,
                    ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                    code -> body(code, one));
        }
    }

    private Optional<DynamicCallSiteDesc> replaced(CodeElement element, MethodModel method, int line) {
        return element instanceof InvokeDynamicInstruction instruction
                ? MethodReference.of(instruction)
                        .filter(this::isStep)
                        .map(reference -> reference.to(add(reference, method, line)))
                : Optional.empty();
    }

    private boolean isStep(MethodReference reference) {
        DirectMethodHandleDesc method = reference.method();
        Optional<Opcode> opcode = opcode(method);
        if (opcode.isEmpty()) {
            return false;
        }
        String owner = ClassIndex.internalName(method.owner());
        String descriptor = method.lookupDescriptor();
        return CallSteps.find(index, owner, method.methodName(), descriptor, opcode.get() == Opcode.INVOKESTATIC)
                        .isPresent()
                || !ArgumentTable.find(owner, method.methodName(), MethodTypeDesc.ofDescriptor(descriptor))
                        .isEmpty();
    }

    private DirectMethodHandleDesc add(MethodReference reference, MethodModel method, int line) {
        String name = NAME + added.size();
        MethodTypeDesc type = reference.asStatic();
        added.add(new Added(name, type, reference.method(), new SiteMaker(in, method, line)));
        boolean isInterface = (in.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
        return MethodHandleDesc.ofMethod(
                isInterface ? DirectMethodHandleDesc.Kind.INTERFACE_STATIC : DirectMethodHandleDesc.Kind.STATIC,
                in.thisClass().asSymbol(),
                name,
                type);
    }

    private void body(CodeBuilder code, Added one) {
        if (one.method.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
            code.new_(one.method.owner()).dup();
        }
        for (int i = 0; i < one.type.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(one.type.parameterType(i)), code.parameterSlot(i));
        }
        DirectMethodHandleDesc method = one.method;
        MethodTypeDesc called = MethodTypeDesc.ofDescriptor(method.lookupDescriptor());
        var pool = code.constantPool();
        InvokeInstruction call = InvokeInstruction.of(
                opcode(method).orElseThrow(),
                method.isOwnerInterface()
                        ? pool.interfaceMethodRefEntry(method.owner(), method.methodName(), called)
                        : pool.methodRefEntry(method.owner(), method.methodName(), called));
        new CallSteps(index, one.sites, true).around(code, call);
        code.return_(TypeKind.from(one.type.returnType()));
    }

    private static Optional<Opcode> opcode(DirectMethodHandleDesc method) {
        return switch (method.kind()) {
            case VIRTUAL -> Optional.of(Opcode.INVOKEVIRTUAL);
            case INTERFACE_VIRTUAL -> Optional.of(Opcode.INVOKEINTERFACE);
            case STATIC, INTERFACE_STATIC -> Optional.of(Opcode.INVOKESTATIC);
            case CONSTRUCTOR -> Optional.of(Opcode.INVOKESPECIAL);
            default -> Optional.empty();
        };
    }
}
