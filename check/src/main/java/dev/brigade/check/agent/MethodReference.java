package dev.brigade.check.agent;

import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Optional;

/**
 * A method reference or a lambda in the code: {@code map::get} is made by {@code LambdaMetafactory}, which is told the method as its
 * second static argument.
 */
record MethodReference(DynamicCallSiteDesc site, DirectMethodHandleDesc method) {
    private static final ClassDesc FACTORY = ClassDesc.of("java.lang.invoke.LambdaMetafactory");
    private static final int METHOD = 1;
    private static final int FLAGS = 3;
    private static final int SERIALIZABLE = 1;

    /** What {@code instruction} makes, if it is one that can be replaced: one that can be serialised is known by its method's name. */
    static Optional<MethodReference> of(InvokeDynamicInstruction instruction) {
        if (!instruction.bootstrapMethod().owner().equals(FACTORY)) {
            return Optional.empty();
        }
        DynamicCallSiteDesc site = instruction.invokedynamic().asSymbol();
        ConstantDesc[] arguments = site.bootstrapArgs();
        boolean isSerializable =
                arguments.length > FLAGS && arguments[FLAGS] instanceof Integer flags && (flags & SERIALIZABLE) != 0;
        return !isSerializable && arguments[METHOD] instanceof DirectMethodHandleDesc method
                ? Optional.of(new MethodReference(site, method))
                : Optional.empty();
    }

    /** The same with another method. */
    DynamicCallSiteDesc to(DirectMethodHandleDesc other) {
        ConstantDesc[] arguments = site.bootstrapArgs();
        arguments[METHOD] = other;
        return site.withArgs(arguments);
    }

    /**
     * The type of a static method that can take the method's place: its first parameter is the receiver. If that is there when the
     * reference is made, the factory demands its very type.
     */
    MethodTypeDesc asStatic() {
        MethodTypeDesc type = method.invocationType();
        return site.invocationType().parameterCount() == 0 || method.kind() == DirectMethodHandleDesc.Kind.STATIC
                ? type
                : type.changeParameterType(0, site.invocationType().parameterType(0));
    }
}
