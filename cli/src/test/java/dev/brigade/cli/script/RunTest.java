package dev.brigade.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is started, where, and what comes back. */
class RunTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new Checkout(folder);
        checkout.environment("JAVA_HOME", checkout.jdk("jdk", "25").toString());
    }

    @Test
    void an_application_runs_in_its_own_folder_with_its_classes_first() throws Exception {
        Ran ran = checkout.brigade("run", "examples/hello", "--port", "0", "two words", "");

        Path root = checkout.root();
        String classPath = root + "/examples/hello/target/classes:" + checkout.machine() + "/library.jar:" + root
                + "/cli/target/classes";
        assertThat(ran.out()).contains("in " + root + "/examples/hello\n").endsWith("""
                        <--enable-native-access=ALL-UNNAMED>
                        <-cp>
                        <%s>
                        <dev.brigade.cli.Main>
                        <run>
                        <--classes>
                        <%s/examples/hello/target/classes>
                        <--port>
                        <0>
                        <two words>
                        <>
                        """.formatted(classPath, root));
    }

    @Test
    void a_single_file_runs_where_the_user_is() throws Exception {
        Path here = Files.createDirectories(checkout.machine().resolve("some where"));
        Path file = Files.writeString(here.resolve("Hello.java"), "");

        Ran ran = checkout.brigadeIn(here, checkout.root().resolve("brigade"), "run", "Hello.java", "--port", "0");

        assertThat(ran.out())
                .contains("in " + here + "\n")
                .contains("<" + checkout.machine() + "/library.jar>\n")
                .endsWith("<%s>\n<--port>\n<0>\n".formatted(file));
        assertThat(checkout.mavenCalls())
                .containsExactly("-B -pl cli -am -Dmaven.test.skip=true test-compile -Dcompiler.rules=-g");
    }

    @Test
    void routes_of_a_single_file_are_asked_of_its_main_method() throws Exception {
        Path file = checkout.write("Hello.java", "");

        assertThat(checkout.brigade("routes", file.toString()).out()).endsWith("<%s>\n<routes>\n".formatted(file));
    }

    @Test
    void check_has_the_libraries_of_the_tests_and_run_has_not() throws Exception {
        Ran check = checkout.brigade("check", "examples/hello", "--on", "postgres");
        Ran run = checkout.brigade("run", "examples/hello");

        String library = checkout.machine() + "/library.jar:";
        String test = checkout.machine() + "/test.jar:";
        assertThat(check.out())
                .contains("/examples/hello/target/classes:" + library + test + checkout.root() + "/cli/target/classes>")
                .contains("<check>")
                .endsWith("<--on>\n<postgres>\n");
        assertThat(run.out()).contains(library).doesNotContain("test.jar");
        assertThat(checkout.mavenCalls()).hasSize(1);
    }

    @Test
    void shared_hands_the_command_to_the_application() throws Exception {
        assertThat(checkout.brigade("shared", "examples/hello").out())
                .endsWith("<dev.brigade.cli.Main>\n<shared>\n<--classes>\n<" + checkout.root()
                        + "/examples/hello/target/classes>\n");
    }

    @Test
    void migrate_hands_the_command_and_its_settings_to_the_application() throws Exception {
        assertThat(checkout.brigade("migrate", "examples/hello", "--database.url", "jdbc:h2:./x")
                        .out())
                .endsWith("<dev.brigade.cli.Main>\n<migrate>\n<--classes>\n<" + checkout.root()
                        + "/examples/hello/target/classes>\n<--database.url>\n<jdbc:h2:./x>\n");
    }

    @Test
    void the_options_of_the_jvm_come_before_the_program() throws Exception {
        checkout.environment("JAVA_OPTS", "-Xmx64m -Da=b");
        checkout.environment("BRIGADE_JAVA_OPTS", "-Xint");

        assertThat(checkout.brigade("run", "examples/hello").out()).contains("<-Xmx64m>\n<-Da=b>\n<-Xint>\n<-cp>\n");
    }

    @Test
    void the_script_becomes_the_jvm_so_signals_and_the_exit_code_are_the_applications() throws Exception {
        Running running = checkout.start("run", "examples/hello");

        assertThat(running.ended().out())
                .contains("process " + running.process().pid() + "\n");

        checkout.jdk("jdk", "25", "#!/bin/sh\nexit 7\n");
        assertThat(checkout.brigade("run", "examples/hello").code()).isEqualTo(7);
    }

    @Test
    void it_works_through_symlinks_from_anywhere() throws Exception {
        Path elsewhere = Files.createDirectories(checkout.machine().resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("first"), checkout.root().resolve("brigade"));
        Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));

        Ran ran = checkout.brigadeIn(elsewhere, elsewhere.resolve("second"), "run", "examples/hello");

        assertThat(ran.out()).contains("in " + checkout.root() + "/examples/hello\n");
    }

    @Test
    void a_benchmark_runs_with_the_class_path_of_its_module() throws Exception {
        checkout.write("the checkout/bench/pom.xml", "<project/>");
        checkout.write("the checkout/bench/src/main/java/Bench.java", "");
        checkout.modules("threads", "web", "cli", "bench", "examples/hello");

        Ran ran = checkout.brigade("bench", "locks", "-f", "1");

        assertThat(ran.out())
                .contains("<" + checkout.root() + "/bench/target/classes:" + checkout.machine() + "/library.jar>")
                .endsWith("<dev.brigade.bench.Bench>\n<locks>\n<-f>\n<1>\n");
        assertThat(checkout.mavenCalls())
                .containsExactly("-B -pl bench -am -Dmaven.test.skip=true test-compile -Dcompiler.rules=-g");
    }

    @Test
    void a_benchmark_is_built_with_the_modules_that_it_starts_and_anew_when_one_changes() throws Exception {
        checkout.write("the checkout/bench/pom.xml", "<project/>");
        checkout.write("the checkout/bench/src/main/java/Bench.java", "");
        checkout.write("the checkout/bench/shared/pom.xml", "<project/>");
        checkout.write("the checkout/bench/peer/pom.xml", "<project>maven-dependency-plugin</project>");
        checkout.write("the checkout/bench/peer/src/main/java/Peer.java", "");
        checkout.modules("threads", "web", "cli", "bench/shared", "bench/peer", "bench", "examples/hello");
        String build = "-B -pl bench,bench/peer -am -Dmaven.test.skip=true test-compile -Dcompiler.rules=-g";

        checkout.brigade("bench", "locks");
        checkout.brigade("bench", "locks");
        assertThat(checkout.mavenCalls()).containsExactly(build);

        checkout.write("the checkout/bench/peer/src/main/java/Peer.java", "class Peer {}");
        checkout.brigade("bench", "locks");
        assertThat(checkout.mavenCalls()).containsExactly(build, build);
    }

    @Test
    void an_application_is_not_built_anew_when_a_benchmark_changes() throws Exception {
        checkout.write("the checkout/bench/peer/pom.xml", "<project>maven-dependency-plugin</project>");
        checkout.write("the checkout/bench/peer/src/main/java/Peer.java", "");
        checkout.modules("threads", "web", "cli", "bench/peer", "bench", "examples/hello");

        checkout.brigade("run", "examples/hello");
        checkout.write("the checkout/bench/peer/src/main/java/Peer.java", "class Peer {}");
        checkout.brigade("run", "examples/hello");

        assertThat(checkout.mavenCalls())
                .containsExactly(
                        "-B -pl examples/hello,cli -am -Dmaven.test.skip=true test-compile -Dcompiler.rules=-g");
    }
}
