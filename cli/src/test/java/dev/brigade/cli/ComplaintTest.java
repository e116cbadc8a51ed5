package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ComplaintTest {
    private static final StackTraceElement IN_BRIGADE =
            new StackTraceElement("dev.brigade.web.App", "get", "App.java", 40);
    private static final StackTraceElement IN_APPLICATION = new StackTraceElement("Hello", "app", "Hello.java", 3);

    private final StringWriter printed = new StringWriter();

    @Test
    void a_mistake_that_brigade_refuses_is_its_message_and_the_line_of_the_application() {
        int code = complain(thrown(
                new IllegalArgumentException("Route \"orders\" must start with /."), IN_BRIGADE, IN_APPLICATION));

        assertThat(printed()).isEqualTo("Route \"orders\" must start with /.\n  at Hello.app(Hello.java:3)\n");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void an_exception_of_the_application_itself_keeps_its_stack_trace() {
        int code = complain(thrown(new IllegalStateException("no film"), IN_APPLICATION));

        assertThat(printed()).contains("java.lang.IllegalStateException: no film", "at Hello.app(Hello.java:3)");
        assertThat(code).isEqualTo(1);
    }

    @Test
    void a_defect_inside_brigade_keeps_its_stack_trace() {
        int code = complain(thrown(new NullPointerException("oops"), IN_BRIGADE, IN_APPLICATION));

        assertThat(printed())
                .contains("java.lang.NullPointerException: oops", "at dev.brigade.web.App.get(App.java:40)");
        assertThat(code).isEqualTo(1);
    }

    private int complain(Throwable failure) {
        return new Complaint(failure).print(new PrintWriter(printed, true));
    }

    private String printed() {
        return printed.toString().replace(System.lineSeparator(), "\n");
    }

    private static Throwable thrown(Throwable failure, StackTraceElement... stack) {
        failure.setStackTrace(stack);
        return failure;
    }
}
