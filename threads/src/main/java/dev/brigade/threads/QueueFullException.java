package dev.brigade.threads;

/** A {@link BoundedQueue} had no place within the time that its caller wanted to wait. */
public final class QueueFullException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** @param message names the queue, and says what to do */
    public QueueFullException(String message) {
        super(message);
    }
}
