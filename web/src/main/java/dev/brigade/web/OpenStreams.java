package dev.brigade.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Streams that are open and may have no end of their own, so that a stop interrupts their threads.
 *
 * <p>Safe from any thread. A stream is added before its thread looks at {@code stopping}, and a stop sets that before it
 * walks the streams; so whichever comes first, none is missed. A stream is taken out under the same monitor under which
 * streams are interrupted, so that an interrupt meant for it can't hit what its thread does after.
 */
final class OpenStreams {
    private final Set<Outgoing> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    void add(Outgoing stream) {
        open.add(stream);
        if (stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a stream out; called by its thread. */
    synchronized void remove(Outgoing stream) {
        open.remove(stream);
        stream.heeded();
        if (stopping) {
            Thread.interrupted();
        }
    }

    boolean stopping() {
        return stopping;
    }

    synchronized void stop() {
        stopping = true;
        open.forEach(Outgoing::interrupt);
    }
}
