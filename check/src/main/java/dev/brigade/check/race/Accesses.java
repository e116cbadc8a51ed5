package dev.brigade.check.race;

import java.util.Arrays;

/**
 * The last accesses to one place. Those in order need one epoch each for reading and for writing; only reads that nothing orders
 * need a clock ({@code shared}).
 */
final class Accesses extends Cell {
    long write;
    int writeSite;

    long read;
    int readSite;

    boolean shared;
    private final VectorClock reads = new VectorClock();
    private int[] readSites = {};

    int readTime(int thread) {
        return reads.at(thread);
    }

    int readSite(int thread) {
        return readSites[thread];
    }

    int readers() {
        return reads.size();
    }

    /** The last read and another one, which nothing orders. */
    void share() {
        shared = true;
        addRead(VectorClock.threadOf(read), VectorClock.timeOf(read), readSite);
        read = 0;
    }

    void addRead(int thread, int time, int site) {
        reads.set(thread, time);
        if (thread >= readSites.length) {
            readSites = Arrays.copyOf(readSites, Math.max(thread + 1, 2 * readSites.length));
        }
        readSites[thread] = site;
    }

    void forgetReads() {
        read = 0;
        if (shared) {
            shared = false;
            reads.clear();
        }
    }

    @Override
    void forget() {
        write = 0;
        forgetReads();
    }
}
