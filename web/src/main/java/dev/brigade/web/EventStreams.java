package dev.brigade.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads that send server-sent events, which have no end of their own: a stop interrupts them.
 *
 * <p>Safe from any thread. A thread adds itself before it looks at {@code stopping}, and a stop sets that before it walks
 * the threads, so whichever comes first, none is missed. A thread takes itself out under the same monitor under which
 * threads are interrupted, so that an interrupt meant for its stream can't hit what it does after.
 */
final class EventStreams {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    void enter() {
        threads.add(Thread.currentThread());
        if (stopping) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void leave() {
        threads.remove(Thread.currentThread());
        if (stopping) {
            Thread.interrupted();
        }
    }

    boolean stopping() {
        return stopping;
    }

    synchronized void stop() {
        stopping = true;
        threads.forEach(Thread::interrupt);
    }
}
