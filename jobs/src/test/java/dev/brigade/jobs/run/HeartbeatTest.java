package dev.brigade.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Database;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.jobs.store.JobTables;
import dev.brigade.jobs.store.Nodes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which nodes are taken for dead. */
class HeartbeatTest {
    private static final Duration TAKEOVER = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource
    void whoever_was_away_itself_takes_nobody_for_dead_before_the_others_had_time_to_be_seen(TestDatabase tests) {
        DatabaseSettings settings = tests.fresh();
        AtomicLong nanos = new AtomicLong();
        try (Database database = Database.open(settings)) {
            database.ensure(JobTables.ALL);
            Nodes nodes = new Nodes(database);
            Heartbeat one = new Heartbeat(nodes, "one", TAKEOVER, nanos::get);
            Heartbeat two = new Heartbeat(nodes, "two", TAKEOVER, nanos::get);
            one.beat();
            two.beat();
            assertThat(one.living()).contains(Set.of("one", "two"));

            later(database, "two", 2); // it is alone that it has not been seen
            assertThat(one.living()).contains(Set.of("one"));
            two.beat();

            later(database, "one", 2); // the database was away for both
            later(database, "two", 2);
            assertThat(one.living()).isEmpty();
            nanos.addAndGet(TAKEOVER.toNanos() - 1);
            assertThat(one.living()).isEmpty();
            two.beat();
            nanos.addAndGet(1);
            assertThat(one.living()).contains(Set.of("one", "two"));
            assertThat(two.living()).isEmpty();
        }
    }

    /** As if so many minutes had passed since it was seen. */
    private static void later(Database database, String node, int minutes) {
        var transaction = database.beginUpkeep();
        transaction
                .db()
                .execute(
                        "update brigade_jobs_node set seen = seen - interval '" + minutes + "' minute where name = ?",
                        node);
        transaction.commit();
    }
}
