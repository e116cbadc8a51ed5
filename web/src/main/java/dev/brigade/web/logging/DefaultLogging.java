package dev.brigade.web.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs to standard output: time, level, thread (which is the request's name), message. From INFO on, the libraries
 * that Brigade uses from WARN on.
 *
 * <p>Found by Logback as a service. Logback asks services before it looks for {@code logback.xml}, whatever their rank, so
 * this one looks itself first: an application's file goes before these defaults.
 */
public final class DefaultLogging extends ContextAwareBase implements Configurator {

    /** How a line is written. */
    public enum Format {
        /** For people. */
        TEXT,
        /** A JSON object for each line, by Logback's own encoder, for what collects logs. */
        JSON
    }

    private static final String CONSOLE = "console";

    /** What Brigade uses itself, and what tests use to start PostgreSQL: of these, warnings will do. */
    private static final List<String> LIBRARIES = List.of(
            "com.github.kagkarlsson",
            "com.mitchellbosecke",
            "com.zaxxer",
            "io.helidon",
            "io.micrometer",
            "io.prometheus",
            "io.zonky",
            "org.flywaydb",
            "org.hibernate.validator",
            "org.jdbi",
            "org.postgresql");

    /**
     * The {@link Correlation} stands before the message, in brackets as the thread does, if there is one. The braces after {@code inset} are options: a
     * percent sign right behind its bracket would not be taken for one.
     */
    private static final String LINE = "%d{HH:mm:ss.SSS} %-5level [%thread] %replace(%X{" + Correlation.KEY
            + "}){'.+','[$0] '}%inset(%msg){}%n%inset(%ex)";

    /** Where these defaults log to, and no file of the application's. */
    private static final class OwnConsole extends ConsoleAppender<ILoggingEvent> {}

    /**
     * Says how lines are written from now on; before other threads log. Where a file of the application says how, that counts, and a
     * warning says so if it was {@link Format#JSON} that was wanted.
     */
    public static void write(Format format) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(CONSOLE) instanceof OwnConsole console) {
            console.setEncoder(encoder(context, format));
        } else if (format == Format.JSON) {
            LoggerFactory.getLogger(DefaultLogging.class)
                    .warn("Setting log.format is json, but a logback.xml of the application says how lines are written:"
                            + " give its appender a ch.qos.logback.classic.encoder.JsonEncoder there");
        }
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Configurator files = new DefaultJoranConfigurator();
        files.setContext(context);
        if (files.configure(context) == ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY) {
            return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
        }
        OwnConsole console = new OwnConsole();
        console.setContext(context);
        console.setName(CONSOLE);
        console.setEncoder(encoder(context, Format.TEXT));
        console.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        LIBRARIES.forEach(library -> context.getLogger(library).setLevel(Level.WARN));
        // a warning with a stack trace for each broken connection; the request that met it says so in a line
        context.getLogger("com.zaxxer.hikari.pool.ProxyConnection").setLevel(Level.ERROR);
        // one for each idle connection that PostgreSQL has closed, with advice about a property that nobody can set;
        // another is opened
        // in its place, and if none can be, that is told once
        context.getLogger("com.zaxxer.hikari.pool.PoolBase").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
        return switch (format) {
            case TEXT -> {
                PatternLayout lines = new PatternLayout();
                lines.setContext(context);
                lines.getInstanceConverterMap().put("inset", Inset::new);
                lines.setPattern(LINE);
                lines.start();
                LayoutWrappingEncoder<ILoggingEvent> text = new LayoutWrappingEncoder<>();
                text.setContext(context);
                text.setLayout(lines);
                text.start();
                yield text;
            }
            case JSON -> {
                JsonEncoder json = new JsonEncoder();
                json.setContext(context);
                json.setWithSequenceNumber(false);
                json.setWithNanoseconds(false);
                json.setWithContext(false);
                json.setWithMessage(false); // the pattern; what was made of it is there
                json.setWithArguments(false);
                json.setWithFormattedMessage(true);
                json.start();
                yield json;
            }
        };
    }
}
