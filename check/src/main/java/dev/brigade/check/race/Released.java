package dev.brigade.check.race;

/** What is known to who acquires a lock, or whatever else orders threads. */
final class Released extends Cell {
    final VectorClock clock = new VectorClock();

    @Override
    void forget() {
        clock.clear();
    }
}
