package dev.brigade.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.brigade.data.Database;
import dev.brigade.data.TestDatabase;
import dev.brigade.jobs.store.JobTables;
import dev.brigade.jobs.store.Nodes;
import dev.brigade.jobs.store.Picking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which jobs are found to be in the hands of nobody. */
class RowsTest {
    private static final Duration TAKEOVER = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource
    void how_long_ago_a_job_was_picked_is_not_by_the_clock_of_the_node_that_looks(TestDatabase tests) {
        try (Database database = Database.open(tests.fresh())) {
            database.ensure(JobTables.ALL);
            Rows rows = rows(database);
            insert(database, "long ago", 2);
            insert(database, "just now", 0);

            Instant ofOneThatIsBehind = Instant.now().minus(Duration.ofHours(1));
            Instant ofOneThatIsAhead = Instant.now().plus(Duration.ofHours(1));
            for (Instant byOwnClock : List.of(ofOneThatIsBehind, ofOneThatIsAhead)) {
                assertThat(rows.getDeadExecutions(byOwnClock))
                        .extracting(dead -> dead.getId())
                        .containsExactly("long ago");
            }
        }
    }

    private static Rows rows(Database database) {
        var clock = new SystemClock();
        var bill = Tasks.oneTime("bill").execute((_, _) -> {});
        return new Rows(
                database,
                new TaskResolver(SchedulerListeners.NOOP, clock, List.of(bill)),
                "one",
                new Heartbeat(new Nodes(database), "one", TAKEOVER, System::nanoTime),
                new Picking(database, List.of("bill")),
                new InHand(),
                clock);
    }

    /** One that a node has picked so many minutes ago that is not seen any more. */
    private static void insert(Database database, String id, int minutes) {
        var transaction = database.beginUpkeep();
        transaction
                .db()
                .execute(
                        "insert into brigade_jobs (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat)"
                                + " values ('bill', ?, current_timestamp, true, 'gone', current_timestamp - interval '"
                                + minutes + "' minute)",
                        id);
        transaction.commit();
    }
}
