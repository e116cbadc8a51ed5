package dev.brigade.check.agent;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodBuilder;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ConstantDescs;

/** Makes one class tell of its steps. Confined to the thread that loads it. */
final class StepsOfClass implements ClassTransform {
    private final ClassIndex index;
    private final ClassModel in;
    private final boolean isAtLoad;
    private final References references;

    StepsOfClass(ClassIndex index, ClassModel in, boolean isAtLoad) {
        this.index = index;
        this.in = in;
        this.isAtLoad = isAtLoad;
        this.references = new References(index, in);
    }

    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
        if (element instanceof MethodModel method && method.code().isPresent()) {
            builder.transformMethod(method, (inMethod, part) -> accept(inMethod, method, part));
        } else {
            builder.with(element);
        }
    }

    @Override
    public void atEnd(ClassBuilder builder) {
        references.addMethods(builder);
    }

    private void accept(MethodBuilder builder, MethodModel method, MethodElement part) {
        switch (part) {
            case CodeModel body -> builder.transformCode(body, transform(method, body));
            case AccessFlags flags
            when isAtLoad && Steps.hasAny(method) -> builder.withFlags(flags.flagsMask() & ~ClassFile.ACC_SYNCHRONIZED);
            default -> builder.with(part);
        }
    }

    private CodeTransform transform(MethodModel method, CodeModel body) {
        CodeTransform transform = Clocks.TRANSFORM;
        if (isAtLoad) {
            transform = transform.andThen(references.in(method, body));
        }
        if (method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME)) {
            int site = new SiteMaker(in, method, SiteMaker.firstLine(body)).monitor();
            transform = transform.andThen((code, element) -> {
                if (element instanceof ReturnInstruction) {
                    Hook.INITIALISED.call(code, site);
                }
                code.with(element);
            });
        }
        return Steps.hasAny(method) ? transform.andThen(new Steps(index, in, method, body, isAtLoad)) : transform;
    }
}
