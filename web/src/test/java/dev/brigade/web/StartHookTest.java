package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done at start, as nodes that start at once do it. */
class StartHookTest {

    @ParameterizedTest
    @EnumSource
    void two_nodes_that_start_at_once_meet_a_conflict_and_both_start(TestDatabase database) throws Exception {
        String url = database.fresh().url();
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        try (Client table = App.named("table").database(url).client();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            table.transaction(work -> work.db().execute("create table node (starts int not null)"));
            table.transaction(work -> work.db().execute("insert into node values (0)"));

            var first = threads.submit(() -> node(url, bothHaveRead).client());
            var second = threads.submit(() -> node(url, bothHaveRead).client());

            first.get(60, TimeUnit.SECONDS).close();
            second.get(60, TimeUnit.SECONDS).close();
            assertThat((int) table.transaction(work -> work.db()
                            .createQuery("select starts from node")
                            .mapTo(int.class)
                            .one()))
                    .isEqualTo(2);
        }
    }

    /** It counts its starts: reads, and then writes what it has read and one more. */
    private static App node(String url, CyclicBarrier bothHaveRead) {
        AtomicBoolean runsAgain = new AtomicBoolean();
        return App.named("node").database(url).onStart(work -> {
            int starts = work.db()
                    .createQuery("select starts from node")
                    .mapTo(int.class)
                    .one();
            if (!runsAgain.getAndSet(true)) {
                bothHaveRead.await(30, TimeUnit.SECONDS);
            }
            work.db().execute("update node set starts = ?", starts + 1);
        });
    }
}
