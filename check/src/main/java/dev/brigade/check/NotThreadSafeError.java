package dev.brigade.check;

/** Threads can run so that something is wrong. The message is a report for people. */
public final class NotThreadSafeError extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient Explored explored;

    NotThreadSafeError(Explored explored) {
        super(explored.report()
                + explored.page()
                        .map(page -> "\nAs a page: " + page.toAbsolutePath())
                        .orElse(""));
        this.explored = explored;
    }

    /** What was explored, and found. */
    public Explored explored() {
        return explored;
    }
}
