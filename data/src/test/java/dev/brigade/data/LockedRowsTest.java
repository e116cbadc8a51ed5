package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LockedRowsTest {

    /** The application must stop, and the guard look after locks, also when the network is cut. */
    @Test
    void closing_does_not_wait_for_an_answer_that_a_network_swallows() throws Exception {
        DatabaseSettings direct = TestDatabase.POSTGRESQL.fresh();
        try (SwallowingProxy proxy = new SwallowingProxy(TestDatabase.port());
                Fixture fixture = new Fixture(DatabaseSettings.at(
                                direct.url().replace(":" + TestDatabase.port() + "/", ":" + proxy.port() + "/"))
                        .withPoolSize(1))) {
            Transaction holder = fixture.begin("POST /orders");
            holder.db().execute("update dish set portions = 9 where id = 1");
            Activity activity = holder.activity();
            LockedRows rows = (LockedRows) fixture.database().rowWaits();
            assertThat(rows.of(Set.of(activity))).isEmpty(); // it waits for nobody, and there is a connection now

            proxy.swallow();
            CompletableFuture<Map<?, ?>> asked = Fixture.async("guard", () -> rows.of(Set.of(activity)));
            rows.close();
            assertThat(asked.get(20, TimeUnit.SECONDS)).isEmpty();
            assertThat(rows.of(Set.of(activity))).isEmpty(); // at once, since it is closed
        }
    }
}
