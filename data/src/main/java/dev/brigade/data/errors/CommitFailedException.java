package dev.brigade.data.errors;

/** A transaction did not commit, or nobody knows whether it did. */
public final class CommitFailedException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;
    private final boolean failedBefore;

    public CommitFailedException(String message, Throwable cause, boolean outcomeUnknown) {
        this(message, cause, outcomeUnknown, false);
    }

    private CommitFailedException(String message, Throwable cause, boolean outcomeUnknown, boolean failedBefore) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
        this.failedBefore = failedBefore;
    }

    /** For a transaction in which a statement had failed with {@code cause} long before, and whose work went on all the same. */
    public static CommitFailedException failedBefore(String message, Throwable cause) {
        return new CommitFailedException(message, cause, false, true);
    }

    /** Whether the connection was lost during COMMIT, so that the transaction may have committed all the same. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /** Whether not the commit failed, but a statement before it, and the work went on as if nothing had been: a fault of the program. */
    public boolean isFailedBefore() {
        return failedBefore;
    }
}
