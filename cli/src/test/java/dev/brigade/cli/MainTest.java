package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void a_mistake_is_a_message_and_exit_code_2() {
        int code = execute("run", "--classes", classesOf("none"), "--port", "0");

        assertThat(errors.toString()).startsWith("No application in ").doesNotContain("\tat ");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void a_setting_that_looks_like_an_option_is_left_to_the_application() {
        int code =
                execute("run", "--port", "0", "--classes", classesOf("several"), "--database.url=jdbc:h2:mem:x", "-v");

        assertThat(errors.toString())
                .startsWith("There are several applications"); // parsed, and got as far as choosing
        assertThat(code).isEqualTo(2);
    }

    @Test
    void what_an_application_throws_is_exit_code_1() {
        int code = execute("routes", "--classes", classesOf("several"), "--app", "Matinee");

        assertThat(errors.toString()).startsWith("java.lang.IllegalStateException: no film");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_check_without_time_is_a_mistake() {
        int code = execute("check", "--classes", classesOf("several"), "--seconds", "0");

        assertThat(errors.toString()).startsWith("--seconds 0 leaves no time").doesNotContain("\tat ");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void an_unknown_command_is_exit_code_2() {
        assertThat(execute("rnu")).isEqualTo(2);
    }

    private int execute(String... line) {
        CommandLine command = Main.commandLine();
        return command.setErr(new PrintWriter(errors, true)).execute(line);
    }

    private static String classesOf(String application) {
        return Path.of("target/test-classes/dev/brigade/cli/apps", application).toString();
    }
}
