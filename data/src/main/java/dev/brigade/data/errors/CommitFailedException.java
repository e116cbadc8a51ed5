package dev.brigade.data.errors;

/** A transaction did not commit, or nobody knows whether it did. */
public final class CommitFailedException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    public CommitFailedException(String message, Throwable cause, boolean outcomeUnknown) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Whether the connection was lost during COMMIT, so that the transaction may have committed all the same. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
