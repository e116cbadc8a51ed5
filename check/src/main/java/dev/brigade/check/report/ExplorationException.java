package dev.brigade.check.report;

/** Something could not be explored; the message says what, and what to do. */
public final class ExplorationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ExplorationException(String message, Throwable cause) {
        super(message, cause);
    }

    public ExplorationException(String message) {
        super(message);
    }
}
