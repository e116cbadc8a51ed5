package dev.brigade.web.admission;

/**
 * How many requests of a route may run at once while they meet conflicts. It seeks the number at which {@link #WASTED} of
 * all runs end in a conflict: each conflict makes it smaller, each request that ends makes it larger, by steps in such a
 * proportion that they cancel out at that share. On one hot row that is between one and two at once, on ten about as many
 * as rows, on thousands more than ever run. Nobody has to know rows or keys.
 *
 * <p>The steps are relative, so that it gets from many to few as fast as from few to many. Rejected: additive increase with
 * multiplicative decrease as in TCP (RFC 5681), where a conflict costs a third of the width: conflicts are ordinary here,
 * not a sign of collapse, so it stays far too narrow (measured on ten hot rows: half of what READ COMMITTED does).
 *
 * <p>Not safe for threads: guarded by its lane.
 */
final class Width {
    /** The share of runs that may be in vain; more of them at once wait for each other, fewer leave the database idle. */
    static final double WASTED = 0.4;

    /** With so many at once nothing needs to be controlled. */
    static final double OPEN = 64;

    private static final double WIDER = 1.02;
    private static final double NARROWER = Math.pow(WIDER, -(1 - WASTED) / WASTED);

    private double width = OPEN;

    /** A run has met a conflict. */
    void narrow() {
        width = Math.max(1, width * NARROWER);
    }

    /** A request has ended. */
    void widen() {
        width = Math.min(OPEN, width * WIDER);
    }

    /** How many may run at once; at least one. */
    int places() {
        return (int) width;
    }

    boolean isOpen() {
        return width >= OPEN;
    }
}
