package dev.brigade.check.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rewrites class files. Safe from any thread. */
final class Instrumenter {
    private Instrumenter() {}

    /**
     * A class that tells of its steps.
     *
     * @param isAtLoad whether the class is being loaded: then a synchronized method need not stay one, and methods can be added
     */
    static byte[] steps(@Nullable ClassLoader loader, byte[] file, boolean isAtLoad) {
        ClassIndex index = ClassIndex.of(loader);
        ClassFile classFile = classFile(index);
        ClassModel model = classFile.parse(file);
        index.learn(model);
        return classFile.transformClass(
                model, ClassTransform.ofStateful(() -> new StepsOfClass(index, model, isAtLoad)));
    }

    /** A class of a library that tells of what it reads in collections and arrays. */
    static byte[] reads(@Nullable ClassLoader loader, byte[] file) {
        ClassIndex index = ClassIndex.of(loader);
        ClassFile classFile = classFile(index);
        ClassModel model = classFile.parse(file);
        return classFile.transformClass(model, (builder, element) -> {
            if (element instanceof MethodModel method && method.code().isPresent() && Reads.hasAny(method)) {
                CodeModel body = method.code().get();
                builder.transformMethod(
                        method, MethodTransform.transformingCode(new Reads(index, model, method, body)));
            } else {
                builder.with(element);
            }
        });
    }

    /** A class that asks the run for the time; empty if it does not ask at all. */
    static Optional<byte[]> clocks(@Nullable ClassLoader loader, byte[] file) {
        ClassFile classFile = classFile(ClassIndex.of(loader));
        ClassModel model = classFile.parse(file);
        return asksForTime(model)
                ? Optional.of(
                        classFile.transformClass(model, ClassTransform.transformingMethodBodies(Clocks.TRANSFORM)))
                : Optional.empty();
    }

    /** A class of the JDK that takes time and randomness from the run; empty if it takes none. */
    static Optional<byte[]> jdk(byte[] file) {
        ClassFile classFile = classFile(ClassIndex.of(null));
        ClassModel model = classFile.parse(file);
        String name = model.thisClass().asInternalName();
        Map<MethodModel, CodeTransform> special = new HashMap<>();
        for (MethodModel method : model.methods()) {
            JdkTransforms.find(name, method).ifPresent(found -> special.put(method, found));
        }
        if (special.isEmpty() && !asksForTime(model)) {
            return Optional.empty();
        }
        return Optional.of(classFile.transformClass(model, (builder, element) -> {
            if (element instanceof MethodModel method) {
                CodeTransform clocks = Clocks.TRANSFORM;
                CodeTransform found = special.get(method);
                builder.transformMethod(
                        method, MethodTransform.transformingCode(found == null ? clocks : clocks.andThen(found)));
            } else {
                builder.with(element);
            }
        }));
    }

    /** Whether a class has a synchronized method that {@link #steps} instruments. */
    static boolean hasSynchronizedMethod(byte[] file) {
        return ClassFile.of().parse(file).methods().stream()
                .anyMatch(method -> (method.flags().flagsMask() & ClassFile.ACC_SYNCHRONIZED) != 0
                        && method.code().isPresent()
                        && Steps.hasAny(method));
    }

    private static boolean asksForTime(ClassModel model) {
        return model.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(CodeModel::elementStream)
                .anyMatch(Clocks::changes);
    }

    private static ClassFile classFile(ClassIndex index) {
        return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(index));
    }
}
