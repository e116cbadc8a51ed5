package dev.brigade.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that fail, meet or are interrupted. */
class BuildTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new Checkout(folder);
        checkout.environment("JAVA_HOME", checkout.jdk("jdk", "25").toString());
    }

    @Test
    void a_failed_build_shows_what_the_compiler_said_and_starts_nothing() throws Exception {
        checkout.write("maven-says", """
                [ERROR] COMPILATION ERROR :
                [ERROR] %1$s/web/src/main/java/A.java:[12,5] cannot find symbol
                [INFO] 1 error
                [ERROR] %1$s/web/src/main/java/A.java:[12,5] cannot find symbol
                [ERROR] -> [Help 1]
                [ERROR] Re-run Maven using the -X switch to enable full debug logging.
                """.formatted(checkout.root()));

        Ran ran = checkout.brigade("run", "examples/hello");

        assertThat(ran.err())
                .contains("The build failed:\n  web/src/main/java/A.java:12:5: cannot find symbol\n")
                .containsOnlyOnce("cannot find symbol")
                .doesNotContain("Re-run")
                .endsWith("All of Maven's output: " + checkout.root() + "/.brigade/build.log\n");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void a_maven_that_could_not_start_is_quoted() throws Exception {
        checkout.write("maven-says", "wget: Failed to fetch apache-maven\n");

        assertThat(checkout.brigade("run", "examples/hello").err())
                .contains("The build failed:\n")
                .contains("  wget: Failed to fetch apache-maven\n");
    }

    @Test
    void after_a_failed_build_the_next_run_builds_again() throws Exception {
        checkout.brigade("run", "examples/hello");
        checkout.write("the checkout/web/src/main/java/A.java", "class A { broken }");
        Path errors = checkout.write("maven-says", "[ERROR] broken\n");
        checkout.brigade("run", "examples/hello");
        Path source = checkout.write("the checkout/web/src/main/java/A.java", "class A {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH)); // all as it was at the first run
        Files.delete(errors);

        assertThat(checkout.brigade("run", "examples/hello").code()).isZero();
        assertThat(checkout.mavenCalls()).hasSize(3);
    }

    @Test
    void an_interrupted_build_ends_maven_and_the_next_run_builds_again() throws Exception {
        Path gate = checkout.write("maven-waits", "");
        Running first = checkout.start("run", "examples/hello");
        first.await(() -> checkout.mavenCalls().size() == 1, "Maven runs");
        var maven = first.process().descendants().toList();

        first.process().destroy();
        Ran interrupted = first.ended();

        assertThat(interrupted.code()).isEqualTo(143);
        assertThat(interrupted.err()).contains("The build was interrupted.");
        first.await(() -> maven.stream().noneMatch(ProcessHandle::isAlive), "nothing is left running");
        Files.delete(gate);
        assertThat(checkout.brigade("run", "examples/hello").code()).isZero();
        assertThat(checkout.mavenCalls()).hasSize(2);
    }

    @Test
    void two_at_once_build_once_and_both_run() throws Exception {
        Path gate = checkout.write("maven-waits", "");
        Running first = checkout.start("run", "examples/hello");
        first.await(() -> checkout.mavenCalls().size() == 1, "Maven runs");
        Running second = checkout.start("run", "examples/hello");
        second.hasSaid("Waiting for the build of process " + first.process().pid());

        Files.delete(gate);

        assertThat(first.ended().code()).isZero();
        assertThat(second.ended().out()).contains("<dev.brigade.cli.Main>");
        assertThat(checkout.mavenCalls()).hasSize(1);
    }

    @Test
    void the_lock_of_a_process_that_is_gone_is_taken_over() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = checkout.root().resolve(".brigade/build.lock");
        Files.createDirectories(lock.getParent());
        Files.createSymbolicLink(lock, Path.of(Long.toString(gone.pid())));

        assertThat(checkout.brigade("run", "examples/hello").code()).isZero();
        assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void a_checkout_that_cannot_be_written_is_told_at_once() throws Exception {
        checkout.write("the checkout/.brigade", "a file, since root may write into any folder");

        Ran ran = checkout.brigade("run", "examples/hello");

        assertThat(ran.err()).isEqualTo("""
                %1$s/.brigade can't be written, and a build needs that.
                If this checkout is somebody else's, take one of your own (git clone).
                """.formatted(checkout.root()));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(checkout.mavenCalls()).isEmpty();
    }

    @Test
    void a_lock_that_can_never_be_taken_ends_the_build() throws Exception {
        checkout.write("the checkout/.brigade/build.lock", "no symlink, so nobody's");

        Ran ran = checkout.brigade("run", "examples/hello");

        assertThat(ran.err()).startsWith(checkout.root() + "/.brigade/build.lock can't be written");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void a_build_that_was_ended_while_it_took_over_a_lock_leaves_none_that_is_waited_for_for_ever() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = checkout.root().resolve(".brigade/build.lock");
        Files.createDirectories(checkout.root().resolve(".brigade/build.lock.breaking"));
        Files.createSymbolicLink(lock, Path.of(Long.toString(gone.pid())));

        Ran ran = checkout.brigade("run", "examples/hello");

        assertThat(ran.err()).contains("rm '" + lock + "'; rmdir '" + lock + ".breaking'");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void a_maven_older_than_3_8_gives_way_to_the_wrapper() throws Exception {
        checkout.environment("MAVEN_VERSION", "3.6.3");
        checkout.executable("the checkout/mvnw", "#!/bin/sh\necho '[ERROR] this is the wrapper'; exit 1\n");

        assertThat(checkout.brigade("run", "examples/hello").err()).contains("  this is the wrapper\n");
    }

    @Test
    void without_maven_the_wrapper_builds() throws Exception {
        Files.move(checkout.machine().resolve("bin/mvn"), checkout.root().resolve("mvnw"));

        assertThat(checkout.brigade("run", "examples/hello").code()).isZero();
        assertThat(checkout.mavenCalls()).hasSize(1);
    }
}
