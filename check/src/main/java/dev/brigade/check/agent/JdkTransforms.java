package dev.brigade.check.agent;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/** How methods of {@link JdkClasses} are rewritten. */
final class JdkTransforms {
    private static final ClassDesc RANDOM = ClassDesc.of("java.util.Random");
    private static final MethodTypeDesc LONG_TO_LONG = MethodTypeDesc.of(CD_long, CD_long);

    private JdkTransforms() {}

    /** What becomes of a method of one of these classes. */
    static CodeTransform of(String name, MethodModel method) {
        String signature =
                method.methodName().stringValue() + method.methodType().stringValue();
        return switch (name + "." + signature) {
            case "java/util/Random.<init>()V" -> Clocks.TRANSFORM.andThen(seedBefore(ConstantDescs.INIT_NAME));
            case "java/util/SplittableRandom.<init>()V" -> afterFirst("getAndAdd", "seed");
            case "java/util/concurrent/ThreadLocalRandom.localInit()V" -> afterFirst("mixMurmur64", "seed");
            case "java/util/concurrent/ThreadLocalRandom.nextSeed()J" -> afterFirst("threadId", "threadId");
            case "java/util/Collections.shuffle(Ljava/util/List;)V" -> startingWith(JdkTransforms::shuffle);
            case "java/security/SecureRandom.nextBytes([B)V" -> startingWith(JdkTransforms::fill);
            default ->
                name.startsWith(JdkClasses.GENERATORS) && signature.equals("<init>()V")
                        ? afterFirst("getAndAdd", "seed")
                        : Clocks.TRANSFORM;
        };
    }

    /** Gives the run's seed, or the one on the stack if there is no run, to the constructor that is called first. */
    private static CodeTransform seedBefore(String called) {
        return (code, element) -> {
            if (element instanceof InvokeInstruction call && call.name().equalsString(called)) {
                code.invokestatic(Hook.HOOKS, "seed", LONG_TO_LONG);
            }
            code.with(element);
        };
    }

    /** Gives the result of the first call to a hook, and takes what that returns. Only the first: in a thread-local source the second one seeds the carrier, which outlives the run. */
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

    /** Shuffles with a source of its own: the one that all share gives other numbers in each run. */
    private static void shuffle(CodeBuilder code) {
        ClassDesc list = ClassDesc.of("java.util.List");
        code.invokestatic(Hook.HOOKS, "on", MethodTypeDesc.of(CD_boolean))
                .ifThen(run -> run.aload(0)
                        .new_(RANDOM)
                        .dup()
                        .invokespecial(RANDOM, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                        .invokestatic(
                                ClassDesc.of("java.util.Collections"),
                                "shuffle",
                                MethodTypeDesc.of(CD_void, list, RANDOM))
                        .return_());
    }

    private static void fill(CodeBuilder code) {
        code.aload(1)
                .invokestatic(Hook.HOOKS, "fill", MethodTypeDesc.of(CD_boolean, CD_byte.arrayType()))
                .ifThen(CodeBuilder::return_);
    }
}
