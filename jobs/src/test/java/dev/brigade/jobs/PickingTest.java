package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Database;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.jobs.store.Picked;
import dev.brigade.jobs.store.Picking;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many jobs are picked at once. */
class PickingTest {

    @Test
    void no_more_are_picked_than_were_asked_for_whatever_postgres_thinks_of_the_table() {
        DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();
        AtomicReference<Database> opened = new AtomicReference<>();
        App app = App.named("kitchen").database(settings.url());
        app.background(new Seen(opened));
        Jobs.of(app);
        try (Client client = app.client();
                Look look = new Look(settings)) {
            String insert =
                    "insert into brigade_jobs (task_name, task_data, execution_time) select 'bill', '{}', now()";
            look.execute(insert);
            look.execute("analyze brigade_jobs"); // one row is worth no thought: the plan of a loop is as good as any
            look.execute(insert + " from generate_series(1, 4)");
            Picking picking = new Picking(opened.get(), List.of("bill", "tidy"));
            assertThat(picking.pick("node", Instant.now(), 2)).hasSize(2);
            assertThat(picking.pick("node", Instant.now(), 2)).hasSize(2);
            assertThat(picking.pick("node", Instant.now(), 2)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_others_have_locked_is_left_out_however_much_it_is_and_the_longest_due_are_picked(TestDatabase database)
            throws Exception {
        DatabaseSettings settings = database.fresh();
        AtomicReference<Database> opened = new AtomicReference<>();
        App app = App.named("kitchen").database(settings.url());
        app.background(new Seen(opened));
        Jobs.of(app);
        try (Client client = app.client();
                Look look = new Look(settings);
                Connection other = settings.url().startsWith("jdbc:h2:")
                        ? DriverManager.getConnection(settings.url(), "sa", "")
                        : DriverManager.getConnection(settings.url());
                Statement locks = other.createStatement()) {
            for (int i = 0; i < 200; i++) {
                look.execute(
                        "insert into brigade_jobs (task_name, task_instance, task_data, execution_time) values ('bill', '"
                                + i + "', '{}', timestamp with time zone '2026-01-01 00:00:00+00' + interval '" + i
                                + "' second)");
            }
            other.setAutoCommit(false);
            locks.execute("update brigade_jobs set unique_key = task_instance where execution_time"
                    + " < timestamp with time zone '2026-01-01 00:00:00+00' + interval '150' second");
            Picking picking = new Picking(opened.get(), List.of("bill"));
            assertThat(picking.pick("node", Instant.now(), 3))
                    .extracting(Picked::id)
                    .containsExactly("150", "151", "152");
            assertThat(picking.pick("node", Instant.now(), 100))
                    .hasSize(47)
                    .first()
                    .extracting(Picked::id)
                    .isEqualTo("153");
            other.rollback();
            assertThat(picking.pick("node", Instant.now(), 2))
                    .extracting(Picked::id)
                    .containsExactly("0", "1");
            assertThat(look.texts("select count(*) from brigade_jobs where picked"))
                    .containsExactly("52");
        }
    }
}
