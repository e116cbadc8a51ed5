package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.errors.Violation;
import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.jdbc.WithoutValues;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.place.Target;
import dev.brigade.data.settings.DatabaseSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fails because of a value does not tell the value, wherever it is logged: neither in its messages nor in those of its causes. */
class ValuesInMessagesTest {
    private static final String SECRET = "zzy'\"zzy) \"VALUES (zzy; SQL statement: \"zzy";

    /** Each with the secret for its parameter. */
    private static final List<String> FAILING = List.of(
            "insert into guest (id, name) values (2, ?)",
            "insert into guest (id, name) values (1, ?)",
            "insert into guest (id, name, visits) values (3, ?, -1)",
            "insert into guest (id, brief) values (3, ?)",
            "insert into guest (id, born) values (3, cast(? as date))",
            "insert into guest (id, visits) values (3, cast(? as int))",
            "insert into seat (guest, note) values (77, ?)",
            "delete from guest where name = ?",
            "select cast(name as int) from guest where name = ?",
            "select cast(name as timestamp) from guest where name = ?",
            "select cast(name as uuid) from guest where name = ?",
            "select cast(name as boolean) from guest where name = ?",
            "select current_timestamp at time zone ?",
            "select to_date(?, 'YYYY-MM-DD')",
            "select name from guest where name = ? /* read as a number */");

    private static Nodes nodes(TestDatabase database) {
        Nodes nodes = new Nodes(database.fresh(), 1);
        nodes.inTransaction(0, TransactionOptions.DEFAULT, work -> {
            work.db()
                    .execute("create table guest (id int primary key, name varchar(99), brief varchar(5), born date,"
                            + " visits int check (visits > 0), constraint guest_name unique (name))");
            work.db().execute("create table seat (guest int references guest (id), note varchar(99))");
            work.db().execute("insert into guest (id, name) values (1, ?)", SECRET);
            return work.db().execute("insert into seat values (1, '')");
        });
        return nodes;
    }

    private static Throwable failure(Nodes nodes, Nodes.Body<?> body) {
        return catchThrowable(() -> nodes.inTransaction(0, TransactionOptions.DEFAULT, body));
    }

    /** As a log has it. */
    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        Causes.of(failure).forEach(one -> one.printStackTrace(new PrintWriter(text, true)));
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource
    void of_a_statement(TestDatabase database) {
        try (Nodes nodes = nodes(database)) {
            for (String sql : FAILING) {
                Throwable withJdbi = failure(
                        nodes,
                        work -> work.db()
                                .createQuery(sql.startsWith("select") ? sql : "select 1")
                                .bind(0, SECRET)
                                .mapTo(Integer.class)
                                .list());
                Throwable plain = failure(nodes, work -> {
                    try (PreparedStatement statement = work.connection().prepareStatement(sql)) {
                        statement.setString(1, SECRET);
                        statement.execute();
                        try (ResultSet rows = statement.getResultSet()) {
                            return rows != null && rows.next() && rows.getInt(1) == 0;
                        }
                    }
                });
                assertThat(trace(plain)).as(sql).doesNotContain("zzy").contains("ValuesInMessagesTest");
                assertThat(Causes.first(SQLException.class, plain)).as(sql).isPresent();
                assertThat(trace(withJdbi)).as(sql).doesNotContain("zzy");
            }
        }
    }

    @Test
    void of_parameters_that_do_not_fit_a_statement() {
        record Guest(String name) {}
        try (Nodes nodes = nodes(TestDatabase.H2)) {
            for (Nodes.Body<?> body : List.<Nodes.Body<?>>of(
                    work -> work.db().execute("select 1", SECRET),
                    work -> work.db().execute("select ?, ?", SECRET),
                    work -> work.db()
                            .createUpdate("select :a")
                            .bind("b", SECRET)
                            .execute(),
                    work -> work.db().createUpdate("select 1").bind("b", SECRET).execute(),
                    work -> work.db()
                            .createUpdate("select ?")
                            .bind(0, new Guest(SECRET))
                            .execute())) {
                assertThat(trace(failure(nodes, body))).contains("jdbi").doesNotContain("zzy");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void of_a_batch(TestDatabase database) {
        try (Nodes nodes = nodes(database)) {
            for (String sql : FAILING.subList(0, 6)) {
                Throwable failure = failure(nodes, work -> {
                    try (PreparedStatement statement = work.connection().prepareStatement(sql)) {
                        for (int i = 0; i < 3; i++) {
                            statement.setString(1, SECRET);
                            statement.addBatch();
                        }
                        return statement.executeBatch().length;
                    }
                });
                assertThat(trace(failure)).as(sql).doesNotContain("zzy");
                assertThat(Causes.first(BatchUpdateException.class, failure)).hasValueSatisfying(batch -> {
                    assertThat(batch.getUpdateCounts()).isNotNull();
                    assertThat(batch.getSQLState()).startsWith("2");
                    assertThat((Throwable) batch.getNextException()).isNotNull();
                });
            }
        }
    }

    /** H2 goes on with a batch after a failure, so what comes first may tell nothing. */
    @ParameterizedTest
    @EnumSource
    void of_one_that_follows_another(TestDatabase database) throws SQLException {
        try (Nodes nodes = nodes(database)) {
            SQLException telling = violation(database.fresh());
            assertThat(trace(telling)).contains("zzy");
            SQLException first = new SQLException("somebody has locked it", "HYT00", 50200);
            first.setNextException(telling);
            telling.setNextException(new SQLException("harmless", "08000"));

            SQLException told = WithoutValues.of(first);
            assertThat(trace(told)).doesNotContain("zzy");
            assertThat((Throwable) told).hasMessage("somebody has locked it");
            assertThat(told.getErrorCode()).isEqualTo(50200);
            assertThat(told.getNextException().getSQLState()).isEqualTo("23505");
            assertThat(Violation.of(told.getNextException()))
                    .hasValueSatisfying(
                            violation -> assertThat(violation.constraint().toLowerCase(Locale.ROOT))
                                    .contains("guest_name"));
            assertThat((Throwable) told.getNextException().getNextException()).hasMessage("harmless");
        }
    }

    /** As its driver tells it if nobody has said how. */
    private static SQLException violation(DatabaseSettings settings) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.user(), settings.password());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table guest (id int primary key, name varchar(99), constraint guest_name unique (name))");
            statement.execute("insert into guest values (1, 'zzy')");
            try (PreparedStatement again = connection.prepareStatement("insert into guest values (2, ?)")) {
                again.setString(1, "zzy");
                again.execute();
            } catch (SQLException failure) {
                return failure;
            }
        }
        throw new AssertionError("Twice the same name");
    }

    @Test
    void of_a_connection_outside_of_the_pool() throws SQLException {
        DatabaseSettings settings = TestDatabase.POSTGRESQL.fresh();
        try (Connection connection = Target.of("db", settings.url(), settings.user(), settings.password())
                        .connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table guest (name varchar(99) unique)");
            statement.execute("insert into guest values ('zzy')");
            Throwable failure = catchThrowable(() -> statement.execute("insert into guest values ('zzy')"));
            assertThat(failure).hasMessageContaining("guest_name_key");
            assertThat(trace(failure)).doesNotContain("zzy");
        }
    }

    @Test
    void what_is_left_says_what_is_wrong_where() {
        try (Nodes nodes = nodes(TestDatabase.H2)) {
            assertThat(said(nodes, FAILING.get(0)))
                    .isInstanceOf(SQLIntegrityConstraintViolationException.class)
                    .hasMessageStartingWith("Unique index or primary key violation: \"PUBLIC.GUEST_NAME")
                    .hasMessageContaining("ON PUBLIC.GUEST(NAME NULLS FIRST)\"; SQL statement:\ninsert into guest");
            assertThat(said(nodes, FAILING.get(3)))
                    .hasMessageStartingWith("Value too long for column \"BRIEF CHARACTER VARYING(5)\": \"?\"; SQL");
            assertThat(said(nodes, FAILING.get(4))).hasMessageStartingWith("Cannot parse \"DATE\" constant \"?\"; SQL");
        }
        try (Nodes nodes = nodes(TestDatabase.POSTGRESQL)) {
            assertThat(said(nodes, FAILING.get(0)))
                    .hasMessage("ERROR: duplicate key value violates unique constraint \"guest_name\"");
            assertThat(said(nodes, FAILING.get(4))).hasMessage("ERROR: invalid input syntax for type date: \"?\"");
            assertThat(said(nodes, FAILING.getLast())).hasMessage("Bad value for type int");
        }
    }

    private static Throwable said(Nodes nodes, String sql) {
        Throwable failure = failure(
                nodes,
                work -> sql.startsWith("select")
                        ? work.db()
                                .createQuery(sql)
                                .bind(0, SECRET)
                                .mapTo(Integer.class)
                                .list()
                        : work.db().execute(sql, SECRET));
        return Causes.first(SQLException.class, failure).orElseThrow();
    }
}
