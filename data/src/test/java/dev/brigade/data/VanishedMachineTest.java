package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.settings.DatabaseSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By what PostgreSQL finds out that the machine of a session is gone, which says nothing: the session, and its locks, end then. */
class VanishedMachineTest {
    private final DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();

    private static List<String> asked(DatabaseSettings settings) {
        try (Fixture fixture = new Fixture(settings)) {
            Transaction transaction = fixture.begin("GET /");
            List<String> values = transaction
                    .db()
                    .select("select name || ' ' || setting from pg_settings where name like 'tcp\\_%' order by name")
                    .mapTo(String.class)
                    .list();
            transaction.commit();
            return values;
        }
    }

    @Test
    void it_asks_after_half_a_minute_and_gives_up_after_a_minute() {
        assertThat(asked(settings))
                .containsExactly(
                        "tcp_keepalives_count 3",
                        "tcp_keepalives_idle 30",
                        "tcp_keepalives_interval 10",
                        "tcp_user_timeout " + (System.getProperty("os.name").equals("Linux") ? 60_000 : 0));
    }

    @Test
    void what_the_operator_has_set_stays() {
        String url = settings.url();
        DatabaseSettings set = DatabaseSettings.at(url + (url.contains("?") ? "&" : "?")
                + "options=-c%20tcp_keepalives_idle%3D300%20-c%20tcp_user_timeout%3D7000");

        assertThat(asked(set)).contains("tcp_keepalives_idle 300", "tcp_user_timeout 7000", "tcp_keepalives_count 3");
    }
}
