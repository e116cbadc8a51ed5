package dev.brigade.web;

/**
 * When a request's thread may be interrupted because its client has gone away: while the handler or a stream runs. During
 * commit, after-commit work and the sending of the answer the interrupt must not arrive: it would close the database's
 * socket, and leave the outcome of the commit unknown, or close the client's.
 *
 * <p>Shared by the request's thread and the engine's that finds the client gone. {@code up} and the interrupt itself are under
 * this object's monitor, so none can be on its way once {@link #raise} has returned.
 */
final class Shield {
    private final Thread thread = Thread.currentThread();
    private boolean up; // guarded by this
    private volatile boolean clientGone;

    /** The client has gone away; called by the engine. */
    synchronized void clientGone() {
        clientGone = true;
        if (!up) {
            thread.interrupt();
        }
    }

    /** Whether the client has gone away. */
    boolean isClientGone() {
        return clientGone;
    }

    /** From here on the request's thread is not interrupted; an interrupt that has arrived is taken back. */
    synchronized void raise() {
        up = true;
        Thread.interrupted();
    }

    /** From here on the request's thread may be interrupted again; it is at once if the client has gone away. */
    synchronized void lower() {
        up = false;
        if (clientGone) {
            thread.interrupt();
        }
    }
}
