package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.data.errors.Violation;
import dev.brigade.data.errors.Violation.Kind;
import dev.brigade.data.options.TransactionOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What constraints refuse is told by kind, and for the log by the constraint's name, without any value. */
class ViolationTest {
    private static final String SECRET = "xy'\"zzy\" (1)";

    private static final Map<String, Kind> REFUSED = Map.of(
            "insert into dish (id, name) values (2, ?)", Kind.DUPLICATE,
            "insert into portion (dish, note) values (77, ?)", Kind.REFERENCE,
            "update dish set id = 9 where name = ?", Kind.REFERENCE,
            "insert into dish (id, name, price) values (3, ?, -4)", Kind.CHECK,
            "insert into dish (name) values (?)", Kind.MISSING);

    private static Nodes nodes(TestDatabase database) {
        Nodes nodes = new Nodes(database.fresh(), 1);
        nodes.inTransaction(0, TransactionOptions.DEFAULT, work -> {
            work.db()
                    .execute("create table dish (id int not null, name varchar(50), price int default 1,"
                            + " constraint dish_id primary key (id), constraint dish_name unique (name),"
                            + " constraint dish_price check (price > 0))");
            work.db()
                    .execute("create table portion (dish int, note varchar(50),"
                            + " constraint portion_dish foreign key (dish) references dish (id))");
            work.db().execute("insert into dish values (1, ?, 1)", SECRET);
            return work.db().execute("insert into portion values (1, 'x')");
        });
        return nodes;
    }

    private static Throwable failure(Nodes nodes, String sql, boolean last) {
        return catchThrowable(() -> nodes.inTransaction(0, TransactionOptions.DEFAULT, work -> {
            String other = sql.contains(", -4") ? "other" : SECRET;
            return last ? work.finish(sql, other) : work.db().execute(sql, other);
        }));
    }

    @ParameterizedTest
    @EnumSource
    void each_has_its_kind_and_names_its_constraint(TestDatabase database) {
        try (Nodes nodes = nodes(database)) {
            REFUSED.forEach((sql, kind) -> {
                for (boolean last : new boolean[] {false, true}) {
                    assertThat(Violation.of(failure(nodes, sql, last))).hasValueSatisfying(violation -> {
                        assertThat(violation.kind()).as(sql).isEqualTo(kind);
                        assertThat(violation.constraint())
                                .doesNotContain("xy", "77", "zzy")
                                .containsIgnoringCase(
                                        kind == Kind.MISSING
                                                ? "id"
                                                : kind == Kind.REFERENCE ? "portion_dish" : "dish_");
                    });
                }
            });
        }
    }

    @Test
    void what_PostgreSQL_says_of_values_is_in_no_message() {
        try (Nodes nodes = nodes(TestDatabase.POSTGRESQL)) {
            for (Throwable at = failure(nodes, "insert into dish (id, name) values (2, ?)", false);
                    at != null;
                    at = at.getCause()) {
                assertThat(at.getMessage()).doesNotContain("zzy");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void other_failures_are_none(TestDatabase database) {
        try (Nodes nodes = nodes(database)) {
            assertThat(Violation.of(failure(nodes, "insert into nowhere values (?)", false)))
                    .isEmpty();
            assertThat(Violation.of(new IllegalStateException("23505"))).isEmpty();
        }
    }

    @Test
    void to_go_on_after_one_on_PostgreSQL_is_a_fault_of_the_program() {
        try (Nodes nodes = nodes(TestDatabase.POSTGRESQL)) {
            Throwable failure = catchThrowable(() -> nodes.inTransaction(0, TransactionOptions.DEFAULT, work -> {
                assertThat(catchThrowable(() -> work.db().execute("insert into dish values (1, 'x', 1)")))
                        .isNotNull();
                return true;
            }));
            assertThat(failure).hasMessageContaining("went on");
            assertThat(Violation.of(failure)).isEmpty();
        }
    }
}
