package dev.brigade.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkSearchTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new Checkout(folder);
    }

    @Test
    void java_home_comes_first() throws Exception {
        Path home = checkout.jdk("my own jdk", "26.0.1");
        checkout.environment("JAVA_HOME", home.toString());
        onThePath(checkout.jdk("path jdk", "25.0.1"));
        checkout.jdk("installed/temurin-25", "25.0.1");

        assertThat(checkout.brigade("run", "examples/hello").out()).startsWith("home " + home + "\n");
    }

    @Test
    void the_java_on_the_path_comes_next() throws Exception {
        checkout.environment("JAVA_HOME", checkout.jdk("old jdk", "21.0.2").toString());
        Path home = checkout.jdk("path jdk", "26");
        onThePath(home);
        checkout.jdk("installed/temurin-25", "25.0.1");

        assertThat(checkout.brigade("run", "examples/hello").out()).startsWith("home " + home + "\n");
    }

    @Test
    void a_java_on_the_path_that_is_a_script_of_a_version_manager_is_asked_for_its_home() throws Exception {
        Path home = checkout.jdk("managed/25", "25.0.1");
        checkout.executable("bin/java", "#!/bin/sh\necho '    java.home = " + home + "' >&2\n");

        assertThat(checkout.brigade("run", "examples/hello").out()).startsWith("home " + home + "\n");
    }

    @Test
    void java_17_on_the_path_is_passed_over_for_an_installed_25() throws Exception {
        onThePath(checkout.jdk("path jdk", "17.0.15"));
        checkout.jdk("installed/java-8", "1.8.0_392");
        checkout.jdk("installed/java-21", "21.0.2");
        Path home = checkout.jdk("installed/temurin-25", "25.0.1");

        assertThat(checkout.brigade("run", "examples/hello").out()).startsWith("home " + home + "\n");
    }

    @Test
    void of_several_installed_the_nearest_to_25_is_taken() throws Exception {
        checkout.jdk("installed/a-27", "27-ea");
        Path home = checkout.jdk("installed/b-25", "25");
        checkout.jdk("installed/c-26", "26.0.1");

        assertThat(checkout.brigade("run", "examples/hello").out()).startsWith("home " + home + "\n");
    }

    @Test
    void a_jdk_is_found_where_macos_and_homebrew_put_it() throws Exception {
        Path bundle = checkout.jdk("installed/temurin-25.jdk/Contents/Home", "25.0.1");

        assertThat(checkout.brigade("run", "examples/hello").out()).startsWith("home " + bundle + "\n");

        Files.delete(bundle.resolve("release"));
        Path keg = checkout.jdk("installed/openjdk@25/libexec/openjdk.jdk/Contents/Home", "25.0.1");

        assertThat(checkout.brigade("run", "examples/hello").out()).startsWith("home " + keg + "\n");
    }

    @Test
    void a_runtime_without_a_compiler_is_passed_over() throws Exception {
        Path runtime = checkout.jdk("installed/a-jre", "25.0.1");
        Files.delete(runtime.resolve("bin/javac"));
        Path home = checkout.jdk("installed/b-jdk", "25.0.1");

        assertThat(checkout.brigade("run", "examples/hello").out()).startsWith("home " + home + "\n");
    }

    @Test
    void without_one_the_message_says_what_was_found_and_what_to_install() throws Exception {
        Path old = checkout.jdk("installed/java-17", "17.0.15");
        Path runtime = checkout.jdk("installed/jre-25", "25.0.1");
        Files.delete(runtime.resolve("bin/javac"));

        Ran ran = checkout.brigade("run", "examples/hello");

        assertThat(ran.err())
                .startsWith("Brigade needs a JDK 25 or newer, and there is none here.\n")
                .contains("  Java 17  " + old + "\n")
                .contains("  Java 25 without a compiler (JRE)  " + runtime + "\n")
                .contains("JAVA_HOME (not set)")
                .contains("in " + checkout.machine().resolve("installed"))
                .contains("Temurin 25")
                .contains("export JAVA_HOME=");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(checkout.mavenCalls()).isEmpty();
    }

    @Test
    void without_any_java_the_message_says_so() throws Exception {
        assertThat(checkout.brigade("test").err()).contains("No Java was found at all.");
    }

    private void onThePath(Path home) throws Exception {
        checkout.link("java", home.resolve("bin/java"));
    }
}
