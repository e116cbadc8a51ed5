package dev.brigade.web.audit.code;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LocalVariableInfo;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;

/**
 * A place of the source where a lambda or method reference is made.
 *
 * @param in the method around it
 * @param offset of the instruction in that method
 * @param code the method it runs
 * @param reference whether it is a method reference, such as {@code news::announce}
 * @param captured the types of what it captures, as descriptors
 * @param type the functional interface, as a descriptor
 */
record LambdaSite(
        MethodName in, int offset, Line line, MethodName code, boolean reference, List<String> captured, String type) {
    LambdaSite {
        captured = List.copyOf(captured);
    }

    /** Empty if the instruction makes something else. */
    static Optional<LambdaSite> of(
            ClassModel type, MethodModel method, InvokeDynamicInstruction call, int offset, Line line) {
        String factory = call.bootstrapMethod().owner().descriptorString();
        if (!factory.equals("Ljava/lang/invoke/LambdaMetafactory;")) {
            return Optional.empty();
        }
        DirectMethodHandleDesc code =
                (DirectMethodHandleDesc) call.bootstrapArgs().get(1);
        String owner = code.owner().descriptorString();
        return Optional.of(new LambdaSite(
                new MethodName(
                        Classes.binaryName(type.thisClass()),
                        method.methodName().stringValue(),
                        method.methodType().stringValue()),
                offset,
                line,
                new MethodName(
                        owner.substring(1, owner.length() - 1).replace('/', '.'),
                        code.methodName(),
                        code.lookupDescriptor()),
                !code.methodName().startsWith("lambda$"),
                call.typeSymbol().parameterList().stream()
                        .map(ClassDesc::descriptorString)
                        .toList(),
                call.typeSymbol().returnType().descriptorString()));
    }

    /** The name of the variable that its {@code index}th captured value was, where the class file says so. */
    Optional<String> variable(Classes classes, int index) {
        if (reference) {
            return Optional.empty();
        }
        return classes.method(code).flatMap(method -> {
            boolean isStatic = method.flags().has(AccessFlag.STATIC);
            if (!isStatic && index == 0) {
                return Optional.of("this");
            }
            int slot = isStatic ? 0 : 1;
            List<ClassDesc> types = method.methodTypeSymbol().parameterList();
            for (int i = 0; i < (isStatic ? index : index - 1); i++) {
                slot += java.lang.classfile.TypeKind.from(types.get(i)).slotSize();
            }
            int wanted = slot;
            return method.code()
                    .flatMap(body -> body.findAttribute(Attributes.localVariableTable()))
                    .flatMap(table -> table.localVariables().stream()
                            .filter(variable -> variable.slot() == wanted && variable.startPc() == 0)
                            .map(LocalVariableInfo::name)
                            .map(name -> name.stringValue())
                            .findFirst());
        });
    }
}
