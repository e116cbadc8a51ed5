package dev.brigade.threads;

/** A {@link BoundedQueue} has been closed: nothing can be put into it, or it is drained and nothing more will come. */
public final class QueueClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    QueueClosedException(String message) {
        super(message);
    }
}
