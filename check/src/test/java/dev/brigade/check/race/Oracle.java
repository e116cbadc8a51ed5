package dev.brigade.check.race;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The definition of happens-before, executed: remembers each access with the whole clock that its thread had. Slow and plain. */
final class Oracle {
    record Place(int object, int field) {}

    private record Access(int thread, int site, boolean writes, int[] clock) {
        /** Whether who has {@code later} knows of it. */
        boolean comesBefore(int[] later) {
            return clock[thread] <= later[thread];
        }
    }

    private final int[][] threads;
    private final Map<Integer, int[]> syncs = new HashMap<>();
    private final Map<Place, List<Access>> accesses = new HashMap<>();
    private final List<Race> races = new ArrayList<>();

    Oracle(int threadCount) {
        threads = new int[threadCount][threadCount];
        for (int thread = 0; thread < threadCount; thread++) {
            threads[thread][thread] = 1;
        }
    }

    void fork(int parent, int child) {
        join(threads[child], threads[parent]);
        threads[parent][parent]++;
    }

    void join(int waiter, int ended) {
        join(threads[waiter], threads[ended]);
        threads[ended][ended]++;
    }

    void acquire(int thread, int sync) {
        join(threads[thread], syncs.getOrDefault(sync, new int[threads.length]));
    }

    void release(int thread, int sync) {
        join(syncs.computeIfAbsent(sync, _ -> new int[threads.length]), threads[thread]);
        threads[thread][thread]++;
    }

    void access(int thread, Place place, int site, boolean writes) {
        List<Access> earlier = accesses.computeIfAbsent(place, _ -> new ArrayList<>());
        for (Access first : earlier) {
            if ((first.writes || writes) && !first.comesBefore(threads[thread])) {
                races.add(new Race(place, place, first.thread, first.site, first.writes, thread, site, writes));
            }
        }
        earlier.add(new Access(thread, site, writes, threads[thread].clone()));
    }

    /** All there are, in the order of the second access. */
    List<Race> races() {
        return races;
    }

    private static void join(int[] known, int[] more) {
        for (int i = 0; i < known.length; i++) {
            known[i] = Math.max(known[i], more[i]);
        }
    }
}
