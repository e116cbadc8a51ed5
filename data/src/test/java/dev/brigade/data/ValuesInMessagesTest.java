package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.options.TransactionOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
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
