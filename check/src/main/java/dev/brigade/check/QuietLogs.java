package dev.brigade.check;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.brigade.check.schedule.Scheduler;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Keeps explored threads from logging: they would say the same thousands of times. Only Logback, which Brigade and Spring Boot use,
 * can be kept from it; without Logback nothing is. What other threads log is not touched.
 */
final class QuietLogs implements AutoCloseable {
    private final Runnable end;

    private QuietLogs(Runnable end) {
        this.end = end;
    }

    /** Until it is closed, explored threads say nothing. */
    static QuietLogs all(Scheduler scheduler) {
        return when(() -> scheduler.current() != null);
    }

    /** Until it is closed, those say nothing whose run is over: they are being ended, and would complain of that. */
    static QuietLogs leftovers(Scheduler scheduler) {
        return when(() -> scheduler.isOver() && scheduler.current() != null);
    }

    private static QuietLogs when(BooleanSupplier denied) {
        try {
            return new QuietLogs(Denial.begin(denied));
        } catch (LinkageError withoutLogback) {
            return new QuietLogs(() -> {});
        }
    }

    @Override
    public void close() {
        end.run();
    }

    /** Apart, since its classes may be missing. */
    private static final class Denial extends TurboFilter {
        private final BooleanSupplier denied;

        private Denial(BooleanSupplier denied) {
            this.denied = denied;
        }

        static Runnable begin(BooleanSupplier denied) {
            ILoggerFactory factory = LoggerFactory.getILoggerFactory();
            if (!(factory instanceof LoggerContext context)) {
                return () -> {};
            }
            Denial denial = new Denial(denied);
            context.addTurboFilter(denial);
            return () -> context.getTurboFilterList().remove(denial);
        }

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] parameters,
                @Nullable Throwable thrown) {
            return denied.getAsBoolean() ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
