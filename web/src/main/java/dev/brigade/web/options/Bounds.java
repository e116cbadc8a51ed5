package dev.brigade.web.options;

import dev.brigade.web.settings.Setting;
import dev.brigade.web.settings.SettingsException;
import java.time.Duration;

/** The values of settings that have a least and a most: who has set another is told between which it may be. */
final class Bounds {

    private Bounds() {}

    static int atLeast(int least, Setting<Integer> setting) {
        if (setting.value() < least) {
            throw new SettingsException(
                    "Setting " + setting.name() + " is " + setting.value() + "; set it to " + least + " or more");
        }
        return setting.value();
    }

    static long between(long least, Setting<Long> setting, long most) {
        if (setting.value() < least || setting.value() > most) {
            throw new SettingsException("Setting " + setting.name() + " is " + setting.value() + "; set it to " + least
                    + " or more" + (most < Long.MAX_VALUE ? ", up to " + most : ""));
        }
        return setting.value();
    }

    /** Up to {@linkplain Deadlines#LONGEST a year}. */
    static Duration atLeast(Duration least, Setting<Duration> setting) {
        Duration value = setting.value();
        if (value.compareTo(least) < 0 || value.compareTo(Deadlines.LONGEST) > 0) {
            throw new SettingsException("Setting " + setting.name() + " is " + setting.shown() + "; set it to "
                    + (least.isZero() ? "0s" : least.toMillis() + "ms") + " or more, up to a year");
        }
        return value;
    }

    /** Up to a year; 0s for no warning. */
    static Duration warning(Setting<Duration> after) {
        if (after.value().isNegative()) {
            throw new SettingsException(
                    "Setting " + after.name() + " is " + after.shown() + "; set it to 0s for no warning, or more");
        }
        return atLeast(Duration.ZERO, after);
    }
}
