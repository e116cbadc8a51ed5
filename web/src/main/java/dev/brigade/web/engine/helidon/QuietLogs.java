package dev.brigade.web.engine.helidon;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Helidon's banner and start messages off the console. Sets a level of {@code java.util.logging} only where nobody
 * has set one, so an application that wants these messages can have them.
 */
final class QuietLogs {
    /** Held, or the level would be forgotten with the logger. */
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private QuietLogs() {}

    static void apply() {
        if (HELIDON.getLevel() == null) {
            HELIDON.setLevel(Level.WARNING);
        }
    }
}
