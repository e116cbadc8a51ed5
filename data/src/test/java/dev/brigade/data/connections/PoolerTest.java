package dev.brigade.data.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.place.Target;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether sessions of PostgreSQL are lent to several connections by turns, as PgBouncer does with {@code pool_mode = transaction}. */
class PoolerTest {
    private final Target target =
            TestDatabase.target(TestDatabase.POSTGRESQL.fresh().withPoolSize(1));
    private Connection one;
    private Connection other;

    @BeforeEach
    void connect() {
        one = target.connect();
        other = target.connect();
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        other.close();
    }

    /** A client of a pooler: each of its statements is sent over the next of {@code sessions}. */
    private static Connection over(Connection... sessions) {
        Iterator<Connection> next = List.of(sessions).iterator();
        return (Connection) Proxy.newProxyInstance(
                PoolerTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (_, method, args) -> method.invoke(next.next(), args));
    }

    @Test
    void none_is_found_where_each_connection_has_its_session() throws SQLException {
        assertThat(Pooler.isBefore(one, other)).isFalse();
    }

    @Test
    void one_is_found_that_gives_a_session_to_whoever_asks_next() throws SQLException {
        assertThat(Pooler.isBefore(over(one), over(one))).isTrue();
    }

    @Test
    void one_is_found_that_lets_its_sessions_take_turns() throws SQLException {
        assertThat(Pooler.isBefore(over(one, one, other), over(other))).isTrue();
        assertThat(Pooler.isBefore(over(one, other), over(other))).isTrue();
    }
}
