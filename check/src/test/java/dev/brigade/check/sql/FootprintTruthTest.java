package dev.brigade.check.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.sql.footprint.Footprints;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.state.DatabaseState;
import dev.brigade.check.sql.state.Snapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What footprints promise, put to the test: two statements that don't conflict give the same answers and the same contents in either
 * order, and neither waits for the other's transaction nor sees it.
 */
class FootprintTruthTest {
    private static final int PAIRS = Integer.getInteger("brigade.footprint.pairs", 200);

    private static final List<String> TABLES = List.of(
            "create table pantry (id int primary key, dish varchar(20) unique, portions int, price int)",
            "create table orders (id int primary key, guest varchar(20), table_no int, seat int, unique (table_no, seat))",
            "create table item (order_id int references orders (id) on delete cascade, line int, pantry_id int not null"
                    + " references pantry (id), amount int, primary key (order_id, line))",
            "create table tip (id int primary key, order_id int references orders (id) on delete set null, amount int)",
            "create table log (what varchar(20), n int)",
            "insert into pantry values (1, 'soup', 20, 3), (2, 'bread', 5, 1), (3, 'tea', 0, 2)",
            "insert into orders values (1, 'ann', 1, 1), (2, 'bob', 1, 2), (3, 'cem', 2, 1)",
            "insert into item values (1, 1, 1, 5), (1, 2, 2, 6), (2, 1, 1, 7)",
            "insert into tip values (1, 1, 5), (2, 2, 6)",
            "insert into log values ('a', 1), ('b', 2), ('b', 2)");

    /** $i is a number from 1 to 4, $d a dish, $g a guest. */
    private static final List<String> STATEMENTS = List.of(
            "select portions from pantry where id = $i",
            "select id, portions from pantry where dish = '$d'",
            "select * from pantry where id in ($i, $i) order by id",
            "select count(*) from pantry",
            "select sum(price) from pantry where portions > $i",
            "select portions from pantry where id = $i for update",
            "select price from pantry where dish = '$d' for update",
            "update pantry set portions = portions - 1 where id = $i",
            "update pantry set price = price + 1 where dish = '$d'",
            "update pantry set dish = '$d' where id = $i",
            "update pantry set portions = 0 where price = $i",
            "update pantry set id = $i where id = $i",
            "insert into pantry (id, dish) values ($i, '$d')",
            "insert into pantry (id, dish, portions) select $i, '$d', max(portions) from pantry where id = $i",
            "delete from pantry where id = $i",
            "delete from pantry where dish = '$d'",
            "select o.guest, i.amount from orders o join item i on i.order_id = o.id where o.id = $i order by i.line",
            "select guest from orders o where not exists (select 1 from item i where i.order_id = o.id) order by guest",
            "select o.id, t.amount from orders o left join tip t on t.order_id = o.id and t.id = $i order by o.id, t.id",
            "select guest from orders where table_no = $i and seat = $i",
            "update orders set guest = '$g' where id = $i",
            "update orders set seat = $i where table_no = $i and guest = '$g'",
            "update orders set table_no = $i where id = $i",
            "insert into orders values ($i, '$g', $i, $i)",
            "delete from orders where id = $i",
            "delete from orders where guest = '$g'",
            "select sum(amount) from item where order_id = $i",
            "select sum(amount) from item where pantry_id = $i",
            "update item set amount = amount + 1 where order_id = $i",
            "update item set amount = 0 where order_id = $i and line = $i",
            "update item set pantry_id = $i where order_id = $i and line = $i",
            "update item set line = $i where order_id = $i and line = $i",
            "update item set amount = (select portions from pantry where id = $i) where line = $i",
            "insert into item values ($i, $i, $i, 9)",
            "delete from item where order_id = $i",
            "delete from item where pantry_id = $i and line = $i",
            "select amount from tip where order_id = $i order by id",
            "select amount from tip where id = $i or id = $i and amount > 5 order by id",
            "update tip set amount = $i where id = $i",
            "update tip set order_id = $i where id = $i",
            "insert into tip values ($i, $i, 1)",
            "insert into tip values ($i, $i, 1), ($i, null, 2)",
            "delete from tip where order_id = $i",
            "select n from log where what = '$d' order by n",
            "insert into log values ('$d', $i)",
            "update log set n = n + 1 where what = '$d'",
            "delete from log where n = $i",
            "with big as (select id from pantry where portions > $i) select count(*) from big");

    private static final List<String> OF_H2 = List.of(
            "merge into pantry (id, dish, portions) key (id) values ($i, '$d', $i)",
            "merge into tip (id, order_id) values ($i, $i)",
            "merge into log using (values ($i, '$d')) s(n, what) on log.what = s.what"
                    + " when matched then update set n = s.n when not matched then insert (what, n) values (s.what, s.n)");

    private static final List<String> OF_POSTGRESQL = List.of(
            "insert into pantry (id, dish, portions) values ($i, '$d', 1)"
                    + " on conflict (id) do update set portions = pantry.portions + 1",
            "insert into pantry (id, dish) values ($i, '$d') on conflict do nothing",
            "insert into tip values ($i, $i, 1) on conflict (id) do update set order_id = excluded.order_id",
            "update pantry p set portions = i.amount from item i where i.pantry_id = p.id and p.id = $i returning p.portions",
            "delete from item i using pantry p where p.id = i.pantry_id and p.dish = '$d' returning i.line",
            "with gone as (delete from tip where id = $i returning amount) insert into log select 'x', amount from gone",
            "select portions from pantry where id = $i for share",
            "select id from pantry order by id limit 1 for update skip locked");

    private final Random random = new Random(Long.getLong("brigade.footprint.seed", 11));

    @ParameterizedTest
    @EnumSource
    void statements_that_do_not_conflict_can_change_places_and_do_not_meet(TestDatabase database) throws SQLException {
        String url = database.fresh();
        try (Connection first = TestDatabase.open(url, TABLES.toArray(String[]::new));
                Connection second = TestDatabase.open(url)) {
            Schema schema = Schema.read(first);
            Footprints footprints = new Footprints(schema);
            List<String> statements = new ArrayList<>(STATEMENTS);
            statements.addAll(database == TestDatabase.H2 ? OF_H2 : OF_POSTGRESQL);
            try (Statement statement = second.createStatement()) {
                statement.execute(database == TestDatabase.H2 ? "set lock_timeout 300" : "set lock_timeout = '300ms'");
            }
            try (DatabaseState state = new DatabaseState(() -> open(url), schema)) {
                Snapshot initial = state.read();
                int independent = 0;
                for (int tries = 0; independent < PAIRS; tries++) {
                    assertThat(tries)
                            .as("pairs of which %d don't conflict", independent)
                            .isLessThan(10 * PAIRS);
                    String one = filled(statements);
                    String other = filled(statements);
                    if (!footprints.of(one, List.of()).conflicts(footprints.of(other, List.of()))) {
                        independent++;
                        commute(state, initial, first, second, one, other);
                    }
                }
            }
        }
    }

    private static Connection open(String url) {
        try {
            return TestDatabase.open(url);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String filled(List<String> statements) {
        String sql = statements.get(random.nextInt(statements.size()));
        while (sql.contains("$")) {
            sql = sql.replaceFirst("\\$i", String.valueOf(1 + random.nextInt(4)))
                    .replaceFirst("\\$d", List.of("soup", "bread", "tea", "pie").get(random.nextInt(4)))
                    .replaceFirst("\\$g", List.of("ann", "bob", "cem", "dan").get(random.nextInt(4)));
        }
        return sql;
    }

    private static void commute(
            DatabaseState state, Snapshot initial, Connection first, Connection second, String one, String other)
            throws SQLException {
        String what = "\n" + one + "\n" + other + "\n";
        String ofOne = execute(first, one);
        String ofOther = execute(first, other);
        Snapshot end = state.read();
        state.restore(initial);

        assertThat(execute(first, other)).as(what).isEqualTo(ofOther);
        assertThat(execute(first, one)).as(what).isEqualTo(ofOne);
        assertThat(state.read()).as(what).isEqualTo(end);
        state.restore(initial);

        first.setAutoCommit(false);
        second.setAutoCommit(false);
        assertThat(execute(first, one)).as(what).isEqualTo(ofOne);
        assertThat(execute(second, other)).as(what).isEqualTo(ofOther);
        first.commit();
        second.commit();
        first.setAutoCommit(true);
        second.setAutoCommit(true);
        assertThat(state.read()).as(what).isEqualTo(end);
        state.restore(initial);
    }

    /** Its rows, how many rows it changed, or why it failed. */
    private static String execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return statement.getUpdateCount() + " changed";
            }
            StringBuilder rows = new StringBuilder();
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    for (int at = 1; at <= result.getMetaData().getColumnCount(); at++) {
                        rows.append(result.getString(at)).append(' ');
                    }
                    rows.append('\n');
                }
            }
            return rows.toString();
        } catch (SQLException failure) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return failure.getSQLState();
        }
    }
}
