package dev.brigade.check.postgres;

import dev.brigade.check.schedule.Task;

/** A call of JDBC that a controlled thread has begun and that has not returned. Confined to the carrier. */
final class Call {
    private final Task task;
    private final Backend backend;
    /** One that is made within another is part of it. */
    int depth = 1;

    private boolean wasHeldUp;
    private boolean cancelled;

    Call(Task task, Backend backend) {
        this.task = task;
        this.backend = backend;
    }

    Task task() {
        return task;
    }

    Backend backend() {
        return backend;
    }

    /** The server has said that it waits for another one's lock. It is stopped there, so that it can't go on by itself. */
    void isHeldUp() {
        backend.stop();
        task.heldUp(true);
        wasHeldUp = true;
    }

    boolean wasHeldUp() {
        return wasHeldUp;
    }

    /** Ends it, though it waits: from now on its process may be anywhere, and must not be stopped. */
    void cancel() {
        cancelled = true;
        task.heldUp(false);
        backend.cancel();
    }

    boolean isCancelled() {
        return cancelled;
    }
}
