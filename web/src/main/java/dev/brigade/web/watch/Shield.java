package dev.brigade.web.watch;

/**
 * When a request's thread may be interrupted, because its client has gone away or its time is over: while the handler or a
 * stream runs. During commit, after-commit work and the sending of the answer the interrupt must not arrive: it would close
 * the database's socket, and leave the outcome of the commit unknown, or close the client's.
 *
 * <p>Shared by the request's thread and those that end it: the engine's that finds the client gone, the watchdog's. {@code up}
 * and the interrupt itself are under this object's monitor, so none can be on its way once {@link #raise} has returned; and
 * a request is cancelled only while the shield is down, so that who has raised it knows for good whether it was. It is
 * lowered again for a stream, when the work has long been {@link #done}: who found the request overdue before that, and was
 * slow to say so, comes too late.
 */
public final class Shield {
    private final Thread thread = Thread.currentThread();
    private boolean up; // guarded by this
    private boolean done; // guarded by this
    private volatile boolean clientGone; // once and for ever
    private volatile boolean cancelled; // written under this

    /** The client has gone away. */
    public void clientGone() {
        clientGone = true;
    }

    /** Whether the client has gone away. */
    public boolean isClientGone() {
        return clientGone;
    }

    /**
     * The request shall end without its work being done; false if it can't be undone any more or was told before.
     *
     * @param work whether that is about its work only, and not about a stream that comes after it
     */
    synchronized boolean cancel(boolean work) {
        if (up || cancelled || (work && done)) {
            return false;
        }
        cancelled = true;
        return true;
    }

    /** The work is done; what follows, such as a stream, has no deadline. Said with the shield up. */
    synchronized void done() {
        done = true;
    }

    /** Whether {@link #cancel} was in time. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Interrupts the request's thread if the shield is down. */
    synchronized void interrupt() {
        if (!up) {
            thread.interrupt();
        }
    }

    /** Whether the shield is up. */
    synchronized boolean isUp() {
        return up;
    }

    /** From here on the request's thread is not interrupted; an interrupt that has arrived is taken back. */
    public synchronized void raise() {
        up = true;
        Thread.interrupted();
    }

    /** From here on the request's thread may be interrupted again; it is at once if the client has gone away. */
    public synchronized void lower() {
        up = false;
        if (clientGone) {
            thread.interrupt();
        }
    }
}
