package dev.brigade.web.options;

import dev.brigade.web.settings.Setting;
import dev.brigade.web.settings.Settings;
import dev.brigade.web.settings.SettingsException;
import dev.brigade.web.signed.Keys;
import java.time.Duration;
import java.util.Optional;

/** The settings of cookies and sessions. Declared on one thread, read by any. */
public final class CookieOptions {
    private final Setting<Switch> secure;
    private final Setting<String> keys;
    private final Setting<Duration> maxAge;

    CookieOptions(Settings settings) {
        secure = settings.declare(
                "cookie.secure", Switch.class, Switch.AUTO, "cookies are sent over HTTPS only; auto: in production");
        keys = settings.declare(
                "session.keys",
                String.class,
                "",
                "signs sessions: 32 characters or more; several with commas, of which the first signs and all verify");
        maxAge = settings.declare(
                "session.max.age", Duration.class, Duration.ofDays(14), "how long a session lasts that nobody uses");
    }

    boolean secure(boolean development) {
        return secure.value().isOn(() -> !development);
    }

    /** The keys of sessions, if any are set. */
    public Optional<Keys> keys(String application) {
        if (keys.value().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Keys.of(keys.value(), application));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("Setting " + keys.name() + ": " + e.getMessage());
        }
    }

    /** What to set so that there are keys. */
    public String howToSet() {
        return "Make one with openssl rand -base64 32, keep it secret, and give it to each process as the environment variable "
                + keys.variable() + " (setting " + keys.name() + ")";
    }

    public Duration maxAge() {
        if (maxAge.value().toSeconds() < 1) {
            throw new SettingsException(
                    "Setting " + maxAge.name() + " is " + maxAge.shown() + "; set it to 1s or more, such as 336h");
        }
        return maxAge.value();
    }
}
