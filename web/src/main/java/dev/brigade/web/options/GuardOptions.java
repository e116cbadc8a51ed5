package dev.brigade.web.options;

import dev.brigade.threads.guard.Guard;
import dev.brigade.threads.guard.GuardSettings;
import dev.brigade.threads.guard.Report;
import dev.brigade.web.settings.Setting;
import dev.brigade.web.settings.Settings;
import dev.brigade.web.settings.SettingsException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of the guard, and the guard that they make, whose reports go to the log. Declared on one thread. */
final class GuardOptions {
    private static final Logger LOG = LoggerFactory.getLogger("brigade.guard");

    private final Setting<Duration> lasting;
    private final Setting<Duration> held;
    private final Setting<Switch> lines;

    GuardOptions(Settings settings) {
        lasting = settings.declare(
                "guard.wait",
                Duration.class,
                GuardSettings.DEFAULT.lasting(),
                "a wait that has lasted so long is looked into for a deadlock; 0s for never");
        held = settings.declare(
                "guard.held",
                Duration.class,
                GuardSettings.DEFAULT.held(),
                "a lock that is held so long during SQL, a call or a sleep is warned about; 0s for never");
        lines = settings.declare(
                "guard.lines",
                Switch.class,
                Switch.AUTO,
                "remember the line in which each lock is acquired; auto: in development");
    }

    Guard guard(boolean development) {
        boolean remembers = lines.value().isOn(() -> development);
        return new Guard(new GuardSettings(positive(lasting), positive(held), remembers), GuardOptions::log);
    }

    private static Duration positive(Setting<Duration> setting) {
        if (setting.value().isNegative() || setting.value().compareTo(Deadlines.LONGEST) > 0) {
            throw new SettingsException("Setting " + setting.name() + " is " + setting.shown()
                    + "; set it to 0s for never, or more, up to a year");
        }
        return setting.value();
    }

    private static void log(Report report) {
        switch (report) {
            case Report.Failure failure -> LOG.error("The guard failed and goes on", failure.error());
            case Report.LeftHeld left -> LOG.error("{}", left.text());
            case Report.Order order when order.isOfTables() -> LOG.info("{}", order.text());
            default -> LOG.warn("{}", report.text());
        }
    }
}
