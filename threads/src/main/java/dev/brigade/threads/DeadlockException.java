package dev.brigade.threads;

/**
 * A wait that could not have ended, since those that were waited for wait themselves for the one who waits: the guard has
 * broken the deadlock here. Who gets this holds what it held before and does not have what it waited for; it lets go of
 * everything by letting the exception pass. A request or a consumed item is then rolled back and run again.
 */
public final class DeadlockException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param report who waited for whom, for people */
    public DeadlockException(String report) {
        super(report);
    }

    /** The same, in the words of a driver whose statement was cancelled for it. */
    public DeadlockException(DeadlockException why, Throwable cause) {
        super(why.getMessage(), cause);
    }
}
