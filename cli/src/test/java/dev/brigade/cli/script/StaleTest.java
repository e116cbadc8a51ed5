package dev.brigade.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When Maven is started, and when not. */
class StaleTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new Checkout(folder);
        checkout.environment("JAVA_HOME", checkout.jdk("jdk", "25").toString());
    }

    @Test
    void the_first_run_builds_the_application_and_what_it_needs() throws Exception {
        Ran ran = checkout.brigade("run", "examples/hello");

        assertThat(checkout.mavenCalls())
                .containsExactly(
                        "-B -pl examples/hello,cli -am -Dmaven.test.skip=true test-compile -Dcompiler.rules=-g");
        assertThat(ran.err()).isEqualTo("Building Brigade (first time: downloads libraries) …\n  Brigade web (1/2)\n");
    }

    @Test
    void the_second_run_does_not_start_maven_and_says_nothing() throws Exception {
        checkout.brigade("run", "examples/hello");

        assertThat(checkout.brigade("run", "examples/hello").err()).isEmpty();
        assertThat(checkout.mavenCalls()).hasSize(1);
    }

    @Test
    void a_changed_source_of_a_module_below_builds_again_even_if_its_time_is_old() throws Exception {
        checkout.brigade("run", "examples/hello");
        Path source = checkout.write("the checkout/threads/src/main/java/A.java", "class A { int b; }");
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));

        checkout.brigade("run", "examples/hello");

        assertThat(checkout.mavenCalls()).hasSize(2);
    }

    @Test
    void a_source_that_is_newer_than_the_build_builds_again() throws Exception {
        checkout.brigade("run", "examples/hello");
        Files.setLastModifiedTime(
                checkout.root().resolve("examples/hello/src/main/java/A.java"),
                FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));

        checkout.brigade("run", "examples/hello");

        assertThat(checkout.mavenCalls()).hasSize(2);
    }

    @Test
    void a_new_source_and_a_deleted_source_build_again() throws Exception {
        checkout.brigade("run", "examples/hello");
        Path added = checkout.write("the checkout/web/src/main/java/B.java", "class B {}");
        checkout.brigade("run", "examples/hello");
        Files.delete(added);
        checkout.brigade("run", "examples/hello");

        assertThat(checkout.mavenCalls()).hasSize(3);
    }

    @Test
    void a_changed_pom_builds_again() throws Exception {
        checkout.brigade("run", "examples/hello");
        checkout.write("the checkout/web/pom.xml", "<project>changed</project>");
        checkout.brigade("run", "examples/hello");

        assertThat(checkout.mavenCalls()).hasSize(2);
    }

    @Test
    void a_changed_pom_that_the_application_inherits_from_builds_again() throws Exception {
        checkout.write("all inns/pom.xml", "<project><version>1</version></project>");
        checkout.write("all inns/inn/pom.xml", "<project><parent>all</parent></project>");
        checkout.write("all inns/inn/src/main/java/A.java", "class A {}");
        checkout.brigade("run", "../all inns/inn");
        int before = checkout.mavenCalls().size();
        checkout.brigade("run", "../all inns/inn");
        assertThat(checkout.mavenCalls()).hasSize(before);

        checkout.write("all inns/pom.xml", "<project><version>2</version></project>");
        checkout.brigade("run", "../all inns/inn");

        assertThat(checkout.mavenCalls()).hasSize(before + 1);
    }

    @Test
    void tests_and_what_the_application_writes_do_not_build_again() throws Exception {
        checkout.brigade("run", "examples/hello");
        checkout.write("the checkout/web/src/test/java/ATest.java", "class ATest {}");
        checkout.write("the checkout/examples/hello/data/hello.db", "rows");

        checkout.brigade("run", "examples/hello");

        assertThat(checkout.mavenCalls()).hasSize(1);
    }

    @Test
    void a_library_that_is_gone_builds_again() throws Exception {
        checkout.brigade("run", "examples/hello");
        Files.delete(checkout.machine().resolve("library.jar"));

        checkout.brigade("run", "examples/hello");

        assertThat(checkout.mavenCalls()).hasSize(2);
    }

    @Test
    void a_library_of_the_tests_that_is_gone_builds_again_for_check_alone() throws Exception {
        checkout.brigade("run", "examples/hello");
        Path library = checkout.machine().resolve("test.jar");
        Files.delete(library);

        checkout.brigade("run", "examples/hello");
        assertThat(checkout.mavenCalls()).hasSize(1);

        checkout.brigade("check", "examples/hello");
        assertThat(checkout.mavenCalls()).hasSize(2);
    }

    @Test
    void a_resource_that_was_renamed_is_not_there_twice() throws Exception {
        String hello = "the checkout/examples/hello/";
        Path old = checkout.write(hello + "src/main/resources/db/migration/V1 seats.sql", "");
        checkout.write(hello + "src/main/resources/same.txt", "");
        checkout.write(hello + "target/classes/db/migration/V1 seats.sql", "copied");
        checkout.write(hello + "target/classes/same.txt", "copied");
        checkout.write(hello + "target/classes/META-INF/made.txt", "by the build itself");
        checkout.brigade("run", "examples/hello");
        Files.move(old, old.resolveSibling("V1__seats.sql"));

        checkout.brigade("run", "examples/hello");

        Path classes = checkout.root().resolve("examples/hello/target/classes");
        assertThat(classes.resolve("db/migration")).isEmptyDirectory();
        assertThat(classes.resolve("same.txt")).exists();
        assertThat(classes.resolve("META-INF/made.txt")).exists();
    }

    @Test
    void a_checkout_that_was_moved_builds_again() throws Exception {
        checkout.brigade("run", "examples/hello");
        Path moved = checkout.machine().resolve("moved");
        Files.move(checkout.root(), moved);

        checkout.brigadeIn(moved, moved.resolve("brigade"), "run", "examples/hello");

        assertThat(checkout.mavenCalls()).hasSize(2);
    }

    @Test
    void after_build_every_application_starts_at_once() throws Exception {
        Ran ran = checkout.brigade("build");

        assertThat(ran.code()).isZero();
        assertThat(checkout.brigade("run", "examples/hello").err()).isEmpty();
        assertThat(checkout.mavenCalls()).containsExactly("-B -T 2 test-compile");
    }
}
