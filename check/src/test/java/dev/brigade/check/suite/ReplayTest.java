package dev.brigade.check.suite;

import dev.brigade.data.TestDatabase;
import org.junit.jupiter.api.Test;

/** A finding's schedule gives the same steps, values and outcome each time, and in another JVM too: 100 times. */
class ReplayTest {
    private static final int TIMES = 100;

    @Test
    void between_threads_each_finding_is_the_same_in_100_of_100_replays_here_and_in_a_new_jvm() throws Exception {
        Replayed.areTheSame(BrokenProgram.inTheJvm(), TIMES);
    }

    @Test
    void on_h2_each_finding_is_the_same_in_100_of_100_replays_here_and_in_a_new_jvm() throws Exception {
        Replayed.areTheSame(BrokenProgram.on(TestDatabase.H2), TIMES);
    }
}
