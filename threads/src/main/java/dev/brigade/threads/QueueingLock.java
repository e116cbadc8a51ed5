package dev.brigade.threads;

import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/** A {@link ReentrantLock} whose queue can be read. */
final class QueueingLock extends ReentrantLock {
    private static final long serialVersionUID = 1;

    QueueingLock(boolean fair) {
        super(fair);
    }

    /** The longest waiting last. */
    Collection<Thread> queued() {
        return getQueuedThreads();
    }
}
