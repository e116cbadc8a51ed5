package dev.brigade.data.errors;

/** A transaction did not commit, or nobody knows whether it did. */
public final class CommitFailedException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;
    private final boolean failedBefore;
    private final boolean inPart;

    public CommitFailedException(String message, Throwable cause, boolean outcomeUnknown) {
        this(message, cause, outcomeUnknown, false, false);
    }

    private CommitFailedException(
            String message, Throwable cause, boolean outcomeUnknown, boolean failedBefore, boolean inPart) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
        this.failedBefore = failedBefore;
        this.inPart = inPart;
    }

    /** For work that has committed in one of its databases, and then, because of {@code cause}, not in another. */
    public static CommitFailedException inPart(String message, Throwable cause) {
        boolean known = !(cause instanceof CommitFailedException commit && commit.outcomeUnknown);
        return new CommitFailedException(message, cause, true, false, known);
    }

    /** For a transaction in which a statement had failed with {@code cause} long before, and whose work went on all the same. */
    public static CommitFailedException failedBefore(String message, Throwable cause) {
        return new CommitFailedException(message, cause, false, true, false);
    }

    /** Whether the connection was lost during COMMIT, so that the transaction may have committed all the same; or it has {@link #isInPart}. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /** Whether it is known that one of several databases has committed and another has not. */
    public boolean isInPart() {
        return inPart;
    }

    /** Whether not the commit failed, but a statement before it, and the work went on as if nothing had been: a fault of the program. */
    public boolean isFailedBefore() {
        return failedBefore;
    }
}
