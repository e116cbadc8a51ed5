package dev.brigade.check.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** How instrumented code calls the hooks. By their names only: nothing here may load them. */
enum Hook {
    BEFORE_READ("beforeRead", ConstantDescs.CD_Object),
    BEFORE_WRITE("beforeWrite", ConstantDescs.CD_Object),
    BEFORE_ARRAY_READ("beforeArrayRead", ConstantDescs.CD_Object, ConstantDescs.CD_int),
    BEFORE_ARRAY_WRITE("beforeArrayWrite", ConstantDescs.CD_Object, ConstantDescs.CD_int),
    BEFORE_ENTER("beforeEnter", ConstantDescs.CD_Object),
    ENTERED("entered", ConstantDescs.CD_Object),
    BEFORE_EXIT("beforeExit", ConstantDescs.CD_Object),
    BEFORE_CALL("beforeCall", ConstantDescs.CD_Object, ConstantDescs.CD_Object),
    CALLED("called", ConstantDescs.CD_Object, ConstantDescs.CD_Object),
    THREW("threw", ConstantDescs.CD_Object, ConstantDescs.CD_Throwable),
    GIVEN("given", ConstantDescs.CD_Object, ConstantDescs.CD_Object),
    GOT("got", ConstantDescs.CD_Object, ConstantDescs.CD_Object),
    INITIALISED("initialised");

    static final ClassDesc HOOKS = ClassDesc.of("dev.brigade.check.hooks.Hooks");

    private final String method;

    @SuppressWarnings("Immutable") // it is, though its interface does not say so
    private final MethodTypeDesc type;

    Hook(String method, ClassDesc... arguments) {
        this.method = method;
        this.type = MethodTypeDesc.of(ConstantDescs.CD_void, arguments)
                .insertParameterTypes(arguments.length, ConstantDescs.CD_int);
    }

    /** Calls it; its arguments but the site are on the stack. */
    void call(CodeBuilder code, int site) {
        code.loadConstant(site).invokestatic(HOOKS, method, type);
    }
}
