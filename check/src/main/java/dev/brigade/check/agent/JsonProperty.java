package dev.brigade.check.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Field;
import java.util.EnumSet;

/**
 * Calls of the hooks where Jackson gets the value of a property from an object. It does so by a method handle, of which nobody can tell what it
 * reads; but the property knows its member. If that is a field, the hooks are told as if the field were read by reflection.
 */
final class JsonProperty {
    private static final String WRITER = "tools/jackson/databind/ser/BeanPropertyWriter";
    private static final ClassDesc ANNOTATED = ClassDesc.of("tools.jackson.databind.introspect.AnnotatedMember");
    private static final ClassDesc MEMBER = ClassDesc.of("java.lang.reflect.Member");
    private static final ClassDesc FIELD = ClassDesc.of(Field.class.getName());
    private static final Call READS =
            new Call(Field.class.getName(), "get", "(Ljava/lang/Object;)Ljava/lang/Object;", EnumSet.of(CallKind.READ));

    private JsonProperty() {}

    /** Whether a method is one of the class of properties. */
    static boolean isIn(MethodModel method) {
        return method.parent()
                .filter(in -> in.thisClass().asInternalName().equals(WRITER))
                .isPresent();
    }

    /** Whether it is the one that gets a value. */
    static boolean isOne(MethodModel method) {
        return isIn(method)
                && method.methodName().equalsString("get")
                && method.methodType().equalsString("(Ljava/lang/Object;)Ljava/lang/Object;");
    }

    /** At the beginning of that method: its object is the property, its argument what has it. */
    static void before(CodeBuilder code, SiteMaker sites) {
        int site = sites.call("java/lang/reflect/Field", "get", READS);
        int member = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(0)
                .invokevirtual(ClassDesc.ofInternalName(WRITER), "getMember", MethodTypeDesc.of(ANNOTATED))
                .invokevirtual(ANNOTATED, "getMember", MethodTypeDesc.of(MEMBER))
                .astore(member);
        code.aload(member).instanceOf(FIELD).ifThen(then -> {
            then.aload(member).aload(1);
            Hook.BEFORE_CALL.call(then, site);
            then.aload(member).aconst_null();
            Hook.CALLED.call(then, site);
        });
    }
}
