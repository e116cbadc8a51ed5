package dev.brigade.data.errors;

/** No connection became free in time; the message names who holds them. */
public final class LeaseTimeoutException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    public LeaseTimeoutException(String message) {
        super(message);
    }
}
