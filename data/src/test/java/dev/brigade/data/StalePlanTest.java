package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL says of a statement that it has prepared, once a migration has changed what that returns. */
class StalePlanTest {
    private static final String ALL = "select * from dish where id = ?";

    private final DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh().withPoolSize(1);
    private final Fixture fixture = new Fixture(settings);

    @AfterEach
    void close() {
        fixture.close();
    }

    private void read(TransactionOptions options) {
        Transaction transaction = fixture.begin("GET /dishes", options);
        try {
            transaction.db().select(ALL, 1).mapToMap().one();
            transaction.commit();
        } finally {
            transaction.rollback();
        }
    }

    /** By somebody else: after what the application itself does to tables the driver prepares anew. */
    private void migrate(String sql) throws SQLException {
        try (Connection other = TestDatabase.target(settings).connect();
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private void prepared(TransactionOptions options) {
        for (int time = 0; time < 10; time++) { // the driver prepares what has been asked five times
            read(options);
        }
    }

    @Test
    void is_a_conflict_after_which_the_work_can_run_again_on_another_connection() throws SQLException {
        prepared(TransactionOptions.DEFAULT);

        migrate("alter table dish add column name varchar(20)");

        assertThat(catchThrowable(() -> read(TransactionOptions.DEFAULT)))
                .hasMessageContaining("cached plan must not change result type")
                .satisfies(failure -> assertThat(Conflicts.isConflict(failure)).isTrue());
        read(TransactionOptions.DEFAULT);
    }

    @Test
    void is_nothing_to_a_statement_by_itself_which_the_driver_sends_once_more() throws SQLException {
        TransactionOptions alone = TransactionOptions.READ_ONLY.withOneStatement(true);
        prepared(alone);

        migrate("alter table dish add column name varchar(20)");

        read(alone);
    }

    @Test
    void what_PostgreSQL_cannot_do_at_all_is_no_conflict_and_a_savepoint_makes_it_good() {
        Transaction transaction = fixture.begin("POST /dishes");
        transaction.db().execute("update dish set portions = 9 where id = 1");

        assertThatThrownBy(() ->
                        transaction.db().useTransaction(db -> db.execute("select sum(portions) from dish for update")))
                .satisfies(failure -> assertThat(Conflicts.isConflict(failure)).isFalse());

        transaction.db().execute("update dish set portions = 8 where id = 2");
        transaction.commit();
        assertThat(fixture.portions()).containsExactly(9, 8);
    }
}
