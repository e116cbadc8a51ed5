package dev.brigade.check.suite;

import dev.brigade.data.TestDatabase;
import org.junit.jupiter.api.Test;

/** As {@link ReplayTest}; since it takes a minute for 100 replays, as often as {@code -Dreplay.postgresql=100} says. */
class PostgresReplayTest {
    private static final int TIMES = Integer.getInteger("replay.postgresql", 20);

    @Test
    void each_finding_is_the_same_in_all_replays_here_and_in_a_new_jvm() throws Exception {
        Replayed.areTheSame(BrokenProgram.on(TestDatabase.POSTGRESQL), TIMES);
    }
}
