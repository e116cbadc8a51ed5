package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Database;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.jobs.store.Picking;
import dev.brigade.web.App;
import dev.brigade.web.Client;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

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
}
