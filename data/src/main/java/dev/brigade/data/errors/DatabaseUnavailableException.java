package dev.brigade.data.errors;

/** The database gives no connection at this moment; the pool tries again by itself. */
public final class DatabaseUnavailableException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
