package dev.brigade.web.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As Logback itself configures a new context, with all that it finds. */
class DefaultLoggingTest {
    private static final String FILE = "logback.configurationFile";

    @TempDir
    Path folder;

    @Test
    void without_a_file_the_application_tells_and_libraries_warn() throws JoranException {
        LoggerContext context = configured();

        assertThat(context.getLogger("brigade").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger("org.example").getEffectiveLevel()).isEqualTo(Level.WARN);
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
