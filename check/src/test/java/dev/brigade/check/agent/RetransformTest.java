package dev.brigade.check.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.agent.programs.Monitors;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of classes that were loaded before they were to be instrumented. */
class RetransformTest {
    @BeforeAll
    static void install() {
        Agent.install();
    }

    @Test
    void a_class_that_was_loaded_before_keeps_its_synchronized_methods() throws Exception {
        Runnable late = load(
                "com.acme.late.Late",
                body -> body.aload(0)
                        .dup()
                        .getfield(ClassDesc.of("com.acme.late.Late"), "count", ConstantDescs.CD_int)
                        .iconst_1()
                        .iadd()
                        .putfield(ClassDesc.of("com.acme.late.Late"), "count", ConstantDescs.CD_int)
                        .return_());
        assertThat(RecordingProbe.stepsOf(late::run)).isEmpty();

        Agent.include("com.acme.late");

        assertThat(RecordingProbe.stepsOf(late::run))
                .containsExactly("entered Late", "read Late.count", "write Late.count", "before exit Late");
        assertThat(Agent.entersUnannounced()).contains("com.acme.late.Late");
    }

    @Test
    void a_synchronized_method_that_was_loaded_before_tells_that_it_leaves_when_it_throws() throws Exception {
        Runnable failing =
                load("com.acme.failing.Failing", body -> body.aconst_null().athrow());
        Agent.include("com.acme.failing");
        assertThat(RecordingProbe.stepsOf(
                        () -> assertThatThrownBy(failing::run).isInstanceOf(NullPointerException.class)))
                .containsExactly("entered Failing", "before exit Failing");
    }

    @Test
    void a_class_that_was_instrumented_when_it_was_loaded_stays_as_it_became() {
        Monitors monitors = new Monitors();
        Agent.include("dev.brigade.check.agent.programs");
        assertThat(RecordingProbe.stepsOf(() -> monitors.add(1)))
                .startsWith("before enter Monitors", "entered Monitors");
        assertThat(Agent.failures()).noneMatch(failure -> failure.contains("programs"));
    }

    @Test
    void a_class_that_becomes_too_big_is_left_as_it_was_and_said() throws Exception {
        Runnable big = load("com.acme.big.Big", body -> {
            for (int i = 0; i < 10_000; i++) {
                body.aload(0).iconst_1().putfield(ClassDesc.of("com.acme.big.Big"), "count", ConstantDescs.CD_int);
            }
            body.return_();
        });
        Agent.include("com.acme.big");
        assertThat(Agent.failures())
                .filteredOn(failure -> failure.startsWith("com.acme.big.Big: "))
                .hasSize(1);
        assertThat(RecordingProbe.stepsOf(big::run)).isEmpty();
    }

    @Test
    void nobody_can_include_the_jdk() {
        assertThatThrownBy(() -> Agent.include("java.util"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.util");
    }

    /** A class whose file nobody finds, with a field {@code count} and a synchronized method {@code run}. */
    private static Runnable load(String name, Consumer<CodeBuilder> body) throws ReflectiveOperationException {
        ClassDesc type = ClassDesc.of(name);
        byte[] file = ClassFile.of()
                .build(
                        type,
                        built -> built.withInterfaceSymbols(ClassDesc.of("java.lang.Runnable"))
                                .withFlags(ClassFile.ACC_PUBLIC)
                                .withField("count", ConstantDescs.CD_int, 0)
                                .withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void,
                                        ClassFile.ACC_PUBLIC,
                                        code -> code.aload(0)
                                                .invokespecial(
                                                        ConstantDescs.CD_Object,
                                                        ConstantDescs.INIT_NAME,
                                                        ConstantDescs.MTD_void)
                                                .return_())
                                .withMethodBody(
                                        "run",
                                        MethodTypeDesc.of(ConstantDescs.CD_void),
                                        ClassFile.ACC_PUBLIC | ClassFile.ACC_SYNCHRONIZED,
                                        body));
        Class<?> loaded = new ClassLoader(RetransformTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(name, file, 0, file.length);
            }
        }.define();
        return (Runnable) loaded.getConstructor().newInstance();
    }
}
