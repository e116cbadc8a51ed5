package dev.brigade.web.audit.code;

import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.List;

/**
 * A call of a method that is analysed.
 *
 * @param arguments with {@code this} first, if it has one
 * @param constructed the object whose constructor this is, or is called by; no other thread has it yet
 * @param builds whether it builds the application, before the first request: nothing it touches is shared yet
 * @param result what becomes of what it returns
 * @param depth how many calls are around it
 */
record Frame(
        ClassModel type,
        MethodModel method,
        List<Value> arguments,
        Value constructed,
        boolean builds,
        Result result,
        int depth) {
    /** Where what a method returns is used. */
    enum Result {
        /** In its callers, which are followed and know what it is. */
        BY_CALLERS,
        /** By Brigade or a library that called a lambda, to read it. */
        ANSWERED,
        /** Nobody knows where. */
        HANDED_OUT
    }

    private static final String APP = "Ldev/brigade/web/App;";
    private static final String ROUTES = "Ldev/brigade/web/Routes;";

    Frame {
        arguments = List.copyOf(arguments);
    }

    /** A method that may be called from anywhere. */
    static Frame open(ClassModel type, MethodModel method) {
        boolean constructor = method.methodName().equalsString("<init>");
        return new Frame(
                type,
                method,
                params(method),
                constructor ? new Value.Param(0) : Value.Unknown.VALUE,
                builds(method),
                Result.HANDED_OUT,
                0);
    }

    Frame with(Result becomes) {
        return new Frame(type, method, arguments, constructed, builds, becomes, depth);
    }

    private static boolean builds(MethodModel method) {
        String descriptor = method.methodType().stringValue();
        return !isLambda(method)
                && (descriptor.contains(APP)
                        || descriptor.contains(ROUTES)
                        || method.methodName().equalsString("<clinit>")
                        || method.methodName().equalsString("main"));
    }

    static boolean isLambda(MethodModel method) {
        return method.flags().has(AccessFlag.SYNTHETIC)
                && method.methodName().stringValue().startsWith("lambda$");
    }

    static List<Value> params(MethodModel method) {
        int count = method.methodTypeSymbol().parameterCount() + (method.flags().has(AccessFlag.STATIC) ? 0 : 1);
        List<Value> params = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            params.add(new Value.Param(i));
        }
        return params;
    }

    /** Whether no other thread can have {@code owner} yet. */
    boolean isAlone(Value owner) {
        return builds
                || (owner instanceof Value.Made(int _, boolean published) && !published)
                || (!(owner instanceof Value.Unknown) && owner.equals(constructed));
    }
}
