package dev.brigade.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a wrong command line gets: a message, exit code 2, and no build. */
class MistakesTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new Checkout(folder);
        checkout.environment("JAVA_HOME", checkout.jdk("jdk", "25").toString());
    }

    @AfterEach
    void nothingWasBuilt() throws Exception {
        assertThat(checkout.mavenCalls()).isEmpty();
    }

    @Test
    void an_unknown_command_gets_the_nearest() throws Exception {
        mistake("Unknown command \"rnu\". Did you mean \"run\"? ./brigade help lists what there is.\n", "rnu");
        mistake("Unknown command \"tests\". Did you mean \"test\"? ./brigade help lists what there is.\n", "tests");
        mistake("Unknown command \"deploy\". ./brigade help lists what there is.\n", "deploy");
    }

    @Test
    void no_command_gets_the_help() throws Exception {
        Ran help = checkout.brigade("help");

        assertThat(help.out()).startsWith("./brigade new DIR");
        assertThat(help.code()).isZero();
        assertThat(checkout.brigade("new", "--help").out()).isEqualTo(help.out());
        assertThat(checkout.brigade("install", "-h").out()).isEqualTo(help.out());
        mistake(help.out());
    }

    @Test
    void an_unknown_option_is_named() throws Exception {
        mistake("Unknown option --quick. ./brigade help lists what there is.\n", "--quick");
    }

    @Test
    void run_without_an_application_lists_those_there_are() throws Exception {
        mistake("""
                ./brigade run needs the folder of an application, or a .java file.
                Applications here: examples/hello
                """, "run");
    }

    @Test
    void an_option_before_the_folder_is_told_its_place() throws Exception {
        mistake("""
                ./brigade run: the folder or file comes first, then options such as --port.
                For example: ./brigade run examples/hello --port 0
                """, "run", "--port", "0");
        mistake("""
                ./brigade run: the folder or file comes first, then options such as --port.
                For example: ./brigade run examples/hello --port 0 --mode production
                """, "run", "--port", "0", "examples/hello", "--mode", "production");
        mistake("""
                ./brigade run: the folder or file comes first, then options such as --port.
                For example: ./brigade run My.java --port 0
                """, "run", "--port", "0", "My.java");
    }

    @Test
    void a_module_that_is_only_tested_says_how() throws Exception {
        checkout.write("the checkout/examples/explore-it/pom.xml", "<project/>");
        checkout.write("the checkout/examples/explore-it/src/test/java/it/RowTest.java", "");
        checkout.write("the checkout/examples/explore-it/src/test/java/it/KeyTest.java", "");
        checkout.modules("web", "cli", "examples/hello", "examples/explore-it");

        mistake("""
                examples/explore-it has tests, and no application to run.
                Its tests: ./brigade test -pl examples/explore-it -am -Dtest=KeyTest,RowTest
                Applications here: examples/hello
                """, "run", "examples/explore-it");
        mistake("""
                web has tests, and no application to check.
                Its tests: ./brigade test -pl web -am
                Applications here: examples/hello
                """, "check", "web");
    }

    @Test
    void a_folder_that_is_not_there_is_named() throws Exception {
        mistake("""
                There is no folder or file examples/helo.
                Applications here: examples/hello
                """, "run", "examples/helo");
    }

    @Test
    void a_folder_without_a_pom_is_no_application() throws Exception {
        Files.createDirectories(checkout.root().resolve("docs"));

        mistake("""
                docs has no pom.xml, so it is not an application that can be built.
                A single file runs by its name: ./brigade run docs/FILE.java
                """, "run", "docs");
    }

    @Test
    void a_file_that_is_no_source_is_refused() throws Exception {
        mistake("pom.xml is neither a folder nor a .java file.\n", "run", "pom.xml");
    }

    @Test
    void build_takes_no_options() throws Exception {
        mistake("./brigade build takes no options; -X is one. Maven itself takes them: mvn -X …\n", "build", "-X");
        mistake("./brigade install takes no options; -X is one.\n", "install", "-X");
    }

    @Test
    void bench_without_the_module_says_so() throws Exception {
        mistake("There is no bench folder in " + checkout.root() + ".\n", "bench", "locks");
    }

    private void mistake(String message, String... line) throws Exception {
        Ran ran = checkout.brigade(line);

        assertThat(ran.err()).isEqualTo(message);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(2);
    }
}
