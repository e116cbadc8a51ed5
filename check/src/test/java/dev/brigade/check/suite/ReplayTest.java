package dev.brigade.check.suite;

import dev.brigade.data.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A finding's schedule gives the same steps, values and outcome each time, and in another JVM too: 100 times; with a database, where
 * each takes longer, as often as {@code -Dreplay.database=100} says.
 */
class ReplayTest {
    private static final int TIMES = 100;
    private static final int TIMES_WITH_A_DATABASE = Integer.getInteger("replay.database", 4);

    @Test
    void between_threads_each_finding_is_the_same_in_100_of_100_replays_here_and_in_a_new_jvm() throws Exception {
        Replayed.areTheSame(BrokenProgram.inTheJvm(), TIMES);
    }

    @ParameterizedTest
    @EnumSource
    void with_a_database_each_finding_is_the_same_in_all_replays_here_and_in_a_new_jvm(TestDatabase database)
            throws Exception {
        Replayed.areTheSame(BrokenProgram.on(database), TIMES_WITH_A_DATABASE);
    }
}
