package dev.brigade.check.agent;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Optional;
import java.util.function.Consumer;

/** How methods of {@link JdkClasses} are rewritten. */
final class JdkTransforms {
    private static final ClassDesc RANDOM = ClassDesc.of("java.util.Random");
    private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
    private static final MethodTypeDesc LONG_TO_LONG = MethodTypeDesc.of(CD_long, CD_long);

    private JdkTransforms() {}

    /** What becomes of a method besides asking the run for the time, if anything. */
    static Optional<CodeTransform> find(String name, MethodModel method) {
        String signature =
                method.methodName().stringValue() + method.methodType().stringValue();
        return Optional.ofNullable(
                switch (name + "." + signature) {
                    case "java/util/Random.<init>()V" -> afterwards(JdkTransforms::tellUnseeded);
                    case "java/util/Random.next(I)I" -> startingWith(JdkTransforms::bits);
                    case "java/util/SplittableRandom.<init>()V" -> afterFirst("getAndAdd", "seed");
                    case "java/util/concurrent/ThreadLocalRandom.localInit()V" -> afterFirst("mixMurmur64", "seed");
                    case "java/util/concurrent/ThreadLocalRandom.nextSeed()J" -> afterFirst("threadId", "threadId");
                    case "java/security/SecureRandom.nextBytes([B)V" -> startingWith(JdkTransforms::fill);
                    case "java/lang/Thread.start()V",
                            "java/util/concurrent/locks/LockSupport.unpark(Ljava/lang/Thread;)V" ->
                        startingWith(JdkTransforms::tellWoken);
                    default ->
                        name.startsWith(JdkClasses.GENERATORS) && signature.equals("<init>()V")
                                ? afterFirst("getAndAdd", "seed")
                                : null;
                });
    }

    /**
     * Gives the result of the first call to a hook, and takes what that returns. Only the first: in a thread-local source the second
     * one seeds the carrier, which outlives the run.
     */
    private static CodeTransform afterFirst(String called, String hook) {
        return CodeTransform.ofStateful(() -> new CodeTransform() {
            private boolean isDone;

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
                if (!isDone
                        && element instanceof InvokeInstruction call
                        && call.name().equalsString(called)) {
                    code.invokestatic(Hook.HOOKS, hook, LONG_TO_LONG);
                    isDone = true;
                }
            }
        });
    }

    private static CodeTransform startingWith(Consumer<CodeBuilder> beginning) {
        return CodeTransform.ofStateful(() -> new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                beginning.accept(code);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        });
    }

    private static CodeTransform afterwards(Consumer<CodeBuilder> end) {
        return (code, element) -> {
            if (element instanceof ReturnInstruction) {
                end.accept(code);
            }
            code.with(element);
        };
    }

    private static void tellUnseeded(CodeBuilder code) {
        code.aload(0).invokestatic(Hook.HOOKS, "unseeded", MethodTypeDesc.of(CD_void, RANDOM));
    }

    private static void bits(CodeBuilder code) {
        code.aload(0)
                .invokestatic(Hook.HOOKS, "isUnseeded", MethodTypeDesc.of(CD_boolean, RANDOM))
                .ifThen(run -> run.iload(1)
                        .invokestatic(Hook.HOOKS, "bits", MethodTypeDesc.of(CD_int, CD_int))
                        .ireturn());
    }

    /** The first argument, or the object itself, is a thread that is started or let go on. */
    private static void tellWoken(CodeBuilder code) {
        code.aload(0).invokestatic(Hook.HOOKS, "wakes", MethodTypeDesc.of(CD_void, THREAD));
    }

    private static void fill(CodeBuilder code) {
        code.aload(1)
                .invokestatic(Hook.HOOKS, "fill", MethodTypeDesc.of(CD_boolean, CD_byte.arrayType()))
                .ifThen(CodeBuilder::return_);
    }
}
