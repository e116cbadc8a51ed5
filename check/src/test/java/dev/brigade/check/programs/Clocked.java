package dev.brigade.check.programs;

/** Reads the clock in code that takes the time from a run, while there is one. */
public final class Clocked {
    private Clocked() {}

    /** The time of the run, or the JVM's. */
    public static long nanos() {
        return System.nanoTime();
    }
}
