package dev.brigade.web.settings;

import java.time.Duration;
import java.util.Locale;

/**
 * A value that can be set from outside: by {@code --name value} on the command line, by {@code BRIGADE_NAME} in the
 * environment, by {@code name=value} in the file {@code brigade.properties}; in this order.
 *
 * <p>Safe from any thread: it is written once, when the application starts, before any thread that could read it.
 *
 * @param <T> its type
 */
public final class Setting<T> {
    private final String name;
    private final Class<T> type;
    private final String description;
    private volatile T value;

    Setting(String name, Class<T> type, T fallback, String description) {
        this.name = name;
        this.type = type;
        this.value = fallback;
        this.description = description;
    }

    /** Its name: lower-case words with dots between them. */
    public String name() {
        return name;
    }

    /** What it is for, in a line. */
    public String description() {
        return description;
    }

    /** What was set; before the application has started, the default. */
    public T value() {
        return value;
    }

    /** The name of its environment variable. */
    public String variable() {
        return Settings.PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    Class<T> type() {
        return type;
    }

    void set(T newValue) {
        value = newValue;
    }

    /** The value for people: as it would be written, a secret as dots. */
    public String shown() {
        if (name.contains("password") || name.contains("secret") || name.equals("session.keys")) {
            return "…";
        }
        return switch (value) {
            case Duration duration when duration.toMillis() % 1000 != 0 -> duration.toMillis() + "ms";
            case Duration duration -> duration.toSeconds() + "s";
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> value.toString();
        };
    }

    @Override
    public String toString() {
        return name + "=" + shown();
    }
}
