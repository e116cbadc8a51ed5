package dev.brigade.bench.sctbench.programs;

/** What the programs assert with, whether or not the JVM has assertions enabled. */
final class Check {
    private Check() {}

    static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
