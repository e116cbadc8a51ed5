package dev.brigade.check.race;

import java.util.Arrays;

/**
 * For each thread the time up to which its steps are known. A thread of which nothing is known has time 0; a thread's own time
 * begins with 1. An <em>epoch</em> is one component of it, a thread and a time in one long; 0 is the epoch of what never happened.
 */
final class VectorClock {
    private int[] times = new int[4];
    private int size;

    static long epoch(int thread, int time) {
        return (long) thread << Integer.SIZE | time;
    }

    static int threadOf(long epoch) {
        return (int) (epoch >>> Integer.SIZE);
    }

    static int timeOf(long epoch) {
        return (int) epoch;
    }

    int at(int thread) {
        return thread < size ? times[thread] : 0;
    }

    int size() {
        return size;
    }

    /** Whether what happened at {@code epoch} is known here, so that all that comes now is ordered after it. */
    boolean covers(long epoch) {
        return timeOf(epoch) <= at(threadOf(epoch));
    }

    void set(int thread, int time) {
        makeRoom(thread + 1);
        times[thread] = time;
    }

    void join(VectorClock other) {
        makeRoom(other.size);
        for (int thread = 0; thread < other.size; thread++) {
            times[thread] = Math.max(times[thread], other.times[thread]);
        }
    }

    void clear() {
        Arrays.fill(times, 0, size, 0);
        size = 0;
    }

    /** Beyond {@link #size} all is 0. */
    private void makeRoom(int needed) {
        if (needed > times.length) {
            times = Arrays.copyOf(times, Math.max(needed, 2 * times.length));
        }
        size = Math.max(size, needed);
    }
}
