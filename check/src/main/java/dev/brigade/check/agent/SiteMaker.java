package dev.brigade.check.agent;

import dev.brigade.check.agent.Site.Operation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;

/** Makes the sites of one method. Confined to the thread that loads its class. */
final class SiteMaker {
    private final String code;
    private final String method;
    private final String file;
    private int line;

    SiteMaker(ClassModel in, MethodModel method, int line) {
        this.code = binary(in.thisClass().asInternalName());
        this.method = method.methodName().stringValue();
        this.file = in.findAttribute(Attributes.sourceFile())
                .map(attribute -> attribute.sourceFile().stringValue())
                .orElse("");
        this.line = line;
    }

    /** The line that a method begins with; 0 if unknown. */
    static int firstLine(CodeModel body) {
        return body.findAttribute(Attributes.lineNumberTable()).stream()
                .flatMap(table -> table.lineNumbers().stream())
                .mapToInt(LineNumberInfo::lineNumber)
                .findFirst()
                .orElse(0);
    }

    /** From now on sites are on this line. */
    void line(int number) {
        line = number;
    }

    int field(Operation operation, ClassIndex.Field field, String name) {
        return add(
                operation,
                binary(field.declaredBy()),
                name,
                field.is(ClassFile.ACC_VOLATILE),
                field.is(ClassFile.ACC_FINAL));
    }

    int array(Operation operation) {
        return add(operation, "", "", false, false);
    }

    int monitor() {
        return add(Operation.MONITOR, "", "", false, false);
    }

    /** The owner is the class that the code names, which may inherit the method. */
    int call(String owner, String name, Call call) {
        return Sites.add(
                id -> new Site(id, Operation.CALL, code, method, line, file, binary(owner), name, false, false), call);
    }

    private int add(Operation operation, String owner, String member, boolean isVolatile, boolean isFinal) {
        return Sites.add(
                id -> new Site(id, operation, code, method, line, file, owner, member, isVolatile, isFinal), Call.NONE);
    }

    private static String binary(String internalName) {
        return internalName.replace('/', '.');
    }
}
