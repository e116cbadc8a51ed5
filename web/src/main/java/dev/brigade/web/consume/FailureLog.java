package dev.brigade.web.consume;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failures of the application's code, which may fail to say what they are, also by an Error: whoever tells of one goes on all the same. Has no
 * state: safe from any thread.
 */
public final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private FailureLog() {}

    /** Runs what logs {@code line}; does not throw. */
    public static void tell(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException | Error failure) {
            try {
                LOG.error("A failure can't be logged, since it fails to say what it is", failure);
            } catch (RuntimeException | Error silent) {
                // there is no memory to say so, or that fails to say what it is, too
            }
        }
    }
}
