package dev.brigade.data.errors;

/** The database gives no connection at this moment; the pool tries again by itself. */
public final class DatabaseUnavailableException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    private final String pool;

    /** @param pool of which there is none: {@code main}, {@code main.jobs}, the name of a further database */
    public DatabaseUnavailableException(String pool, String message, Throwable cause) {
        super(message, cause);
        this.pool = pool;
    }

    /** The pool that gives none: that of a database has its name, and one beside it begins with that: {@code main.jobs}. */
    public String pool() {
        return pool;
    }
}
