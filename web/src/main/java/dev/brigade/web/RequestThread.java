package dev.brigade.web;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs one request on a new virtual thread while the engine's thread waits.
 *
 * <p>Shared by two threads. {@code outcome} and {@code failure} are written by the request's thread before it sets
 * {@code done}, and read by the engine's thread after it has seen {@code done}, which is volatile.
 *
 * <p>When the client goes away, the engine interrupts its own thread, which passes the interrupt on; but only while the
 * handler or a stream runs. During commit and after-commit work the interrupt must not arrive: it would close the
 * database's socket and leave the outcome of the commit unknown. {@code interruptible} and the interrupt itself are under
 * this object's monitor, so none can be on its way once {@link #shielded} has returned.
 */
final class RequestThread implements Runnable {
    private final Thread engine = Thread.currentThread();
    private final Body body;
    private final Thread thread;
    private boolean interruptible = true; // guarded by this
    private volatile boolean clientGone;
    private @Nullable Outcome outcome;
    private @Nullable Throwable failure;
    private volatile boolean done;

    /** What a request does is handed its thread, to say when it may be interrupted. */
    interface Body {
        Outcome run(RequestThread thread) throws Exception;
    }

    RequestThread(String name, Body body) {
        this.body = body;
        // A builder of its own: builders are not safe from several threads, and names got mixed up.
        this.thread = Thread.ofVirtual()
                .inheritInheritableThreadLocals(false)
                .name(name)
                .unstarted(this);
    }

    @Override
    public void run() {
        try {
            outcome = body.run(this);
        } catch (Throwable e) {
            failure = e;
        } finally {
            done = true;
            LockSupport.unpark(engine);
        }
    }

    /** Starts the thread and waits for what becomes of it; called by the engine's thread, once. */
    Outcome await() throws Exception {
        thread.start();
        while (!done) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                clientGone = true;
                interrupt();
            }
        }
        if (failure != null) {
            throw new IllegalStateException("Request thread " + thread.getName() + " failed", failure);
        }
        return java.util.Objects.requireNonNull(outcome);
    }

    /** Whether the client has gone away. */
    boolean clientGone() {
        return clientGone;
    }

    private synchronized void interrupt() {
        if (interruptible) {
            thread.interrupt();
        }
    }

    /** From here on the request's thread is not interrupted; one that has arrived is taken back. */
    synchronized void shielded() {
        interruptible = false;
        Thread.interrupted();
    }

    /** From here on the request's thread may be interrupted again; it is at once if the client has gone away. */
    synchronized void exposed() {
        interruptible = true;
        if (clientGone) {
            thread.interrupt();
        }
    }
}
