package dev.brigade.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The event streams that are open: they have no end of their own, so a stop interrupts their threads.
 *
 * <p>Safe from any thread. A stream is added before its thread looks at {@code stopping}, and a stop sets that before it
 * walks the streams; so whichever comes first, none is missed. A stream is taken out under the same monitor under which
 * streams are interrupted, so that an interrupt meant for it can't hit what its thread does after.
 */
final class EventStreams {
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    void add(EventStream stream) {
        open.add(stream);
        if (stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a stream out; called by its thread. */
    synchronized void remove(EventStream stream) {
        open.remove(stream);
        if (stopping) {
            Thread.interrupted();
        }
    }

    boolean stopping() {
        return stopping;
    }

    synchronized void stop() {
        stopping = true;
        open.forEach(EventStream::interrupt);
    }
}
