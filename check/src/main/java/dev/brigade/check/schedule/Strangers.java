package dev.brigade.check.schedule;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What is not under control and takes part all the same: platform threads that wake explored ones, the common pool. Noted by
 * whoever meets them, also by the strangers themselves; the list is made for that. The rest is confined to the carrier.
 */
final class Strangers {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** The same once so many runs have got stuck and nothing ever came. */
    private static final int DOUBTS = 3;

    private static final long LITTLE_DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final List<String> seen = new CopyOnWriteArrayList<>();
    /** How often, over all runs, nobody could go on and nothing came. */
    private int inVain;

    /** A new run begins. */
    void clear() {
        if (!seen.isEmpty()) {
            seen.clear();
        }
    }

    /** Safe from any thread. */
    void note(String where) {
        if (!seen.contains(where)) {
            seen.add(where);
        }
    }

    /** Each once. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    /**
     * Nobody can go on: whether a stranger, or the JDK, brings something after all.
     *
     * @param hasCome whether something has come
     */
    boolean bring(BooleanSupplier hasCome) {
        long doubt = inVain < DOUBTS ? DOUBT_NANOS : LITTLE_DOUBT_NANOS;
        long patience = seen.isEmpty() ? doubt : PATIENCE_NANOS;
        long began = System.nanoTime();
        while (!hasCome.getAsBoolean() && System.nanoTime() - began < patience) {
            LockSupport.parkNanos(patience / 20);
        }
        if (hasCome.getAsBoolean()) {
            inVain = 0;
            return true;
        }
        inVain++;
        return false;
    }
}
