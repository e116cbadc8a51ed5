package dev.brigade.web.watch;

/**
 * Has what must come to its end, such as a stop, done as on a thread that was not interrupted: waits, statements and the application's own
 * hooks would be broken off, and what they were to keep be lost. Has no state: safe from any thread.
 */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Runs {@code body}; afterwards the current thread is interrupted if it was before, or has been meanwhile. */
    public static void run(Runnable body) {
        boolean interrupted = Thread.interrupted();
        try {
            body.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
