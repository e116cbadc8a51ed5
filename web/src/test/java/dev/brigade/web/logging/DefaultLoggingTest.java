package dev.brigade.web.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** As Logback itself configures a new context, with all that it finds. */
class DefaultLoggingTest {
    private static final String FILE = "logback.configurationFile";

    @TempDir
    Path folder;

    @Test
    void without_a_file_the_application_and_its_own_code_tell_and_libraries_warn() throws JoranException {
        LoggerContext context = configured();

        assertThat(context.getLogger("brigade").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger("dev.brigade.data.Database").getEffectiveLevel())
                .isEqualTo(Level.INFO);
        assertThat(context.getLogger("org.example").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger("com.zaxxer.hikari.HikariDataSource").getEffectiveLevel())
                .isEqualTo(Level.WARN);
        assertThat(context.getLogger("org.flywaydb.core").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void the_pool_gives_no_advice_for_each_connection_that_the_database_has_closed() throws JoranException {
        LoggerContext context = configured();

        assertThat(context.getLogger("com.zaxxer.hikari.pool.PoolBase").isWarnEnabled())
                .isFalse();
        assertThat(context.getLogger("com.zaxxer.hikari.pool.HikariPool").isWarnEnabled())
                .isTrue();
    }

    @Test
    void by_what_others_know_a_request_stands_before_the_message_if_there_is_something() throws JoranException {
        LoggerContext context = configured();
        LoggingEvent event = new LoggingEvent("", context.getLogger("brigade"), Level.INFO, "all is well", null, null);
        event.setThreadName("GET / #1");

        event.setMDCPropertyMap(Map.of());
        assertThat(line(context, event)).endsWith(" INFO  [GET / #1] all is well\n");
        LoggingEvent known = new LoggingEvent("", context.getLogger("brigade"), Level.INFO, "all is well", null, null);
        known.setThreadName("GET / #1");
        known.setMDCPropertyMap(Map.of("correlation", "r-1"));
        assertThat(line(context, known)).endsWith(" INFO  [GET / #1] [r-1] all is well\n");
    }

    @Test
    void what_somebody_has_sent_can_t_pass_for_a_line_of_the_log() throws JoranException {
        String forged = "12:00:00.000 ERROR [main] forged";
        String escape = "\u001b[2K\u007f\u0085\u2028";
        LoggerContext context = configured();
        RuntimeException failure = new IllegalArgumentException("no dish\n" + forged);
        LoggingEvent event = new LoggingEvent(
                "",
                context.getLogger("brigade"),
                Level.INFO,
                "ä\tcalled:\n  bread\n" + forged + "\r" + forged + "\r\n" + forged + escape + "\n",
                failure,
                null);
        event.setThreadName("GET / #1");
        event.setMDCPropertyMap(Map.of());

        String line = line(context, event);

        assertThat(line.lines().filter(one -> one.startsWith("12:"))).isEmpty();
        assertThat(line)
                .contains(" INFO  [GET / #1] ä\tcalled:\n  bread\n  " + forged + "\n  " + forged + "\n  " + forged
                        + "\u241b[2K\u2421\ufffd\ufffd\n")
                .contains("java.lang.IllegalArgumentException: no dish\n  " + forged + "\n\tat ")
                .doesNotContain("\r");
    }

    private static String line(LoggerContext context, LoggingEvent event) {
        var console = (OutputStreamAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console");
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void the_file_of_an_application_goes_before() throws IOException, JoranException {
        Path file = Files.writeString(folder.resolve("mine.xml"), """
                <configuration><root level="ERROR"/><logger name="brigade" level="TRACE"/></configuration>
                """);
        System.setProperty(FILE, file.toString());
        try {
            LoggerContext context = configured();

            assertThat(context.getLogger("brigade").getEffectiveLevel()).isEqualTo(Level.TRACE);
            assertThat(context.getLogger("org.example").getEffectiveLevel()).isEqualTo(Level.ERROR);
            assertThat(context.getLogger("ROOT").getAppender("console")).isNull();
        } finally {
            System.clearProperty(FILE);
        }
    }

    private static LoggerContext configured() throws JoranException {
        LoggerContext context = new LoggerContext();
        new ContextInitializer(context).autoConfig();
        return context;
    }
}
