package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.data.mapping.RecordMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.enums.EnumStrategy;
import org.jdbi.v3.core.enums.Enums;
import org.jdbi.v3.core.mapper.CaseStrategy;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.mapper.RowMappers;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a record's mapper remembers never stands against what an application configures. */
class RememberedMappersTest {
    private static final String SQL = "select 1 as low, 2 as high";

    private final Fixture fixture = new Fixture(TestDatabase.H2.fresh());

    record Pair(int low, int high) {}

    enum Course {
        STARTER,
        MAIN
    }

    record Meal(Course course) {}

    @BeforeEach
    void both_kinds_of_rows_have_been_seen() {
        withDb(db -> {
            assertThat(pair(db)).isEqualTo(new Pair(1, 2));
            assertThat(db.select("select '1' as course where 1 = 0")
                            .mapTo(Meal.class)
                            .findOne())
                    .isEmpty();
            assertThat(db.select("select 'MAIN' as course").mapTo(Meal.class).one())
                    .isEqualTo(new Meal(Course.MAIN));
        });
    }

    @AfterEach
    void close() {
        withDb(db -> assertThat(pair(db)).as("another transaction").isEqualTo(new Pair(1, 2)));
        fixture.close();
    }

    @Test
    void the_same_labels_are_found_out_once() {
        withDb(db -> {
            for (int i = 0; i < 3; i++) {
                pair(db);
                db.select("select 2 as high, 1 as low").mapTo(Pair.class).one();
            }
            assertThat(remembered(db)).isEqualTo(2);
        });
    }

    @Test
    void no_more_than_a_few_kinds_of_rows_are_remembered() {
        withDb(db -> {
            for (int i = 0; i < 2 * RecordMapper.REMEMBERED; i++) {
                String sql = SQL + ", 3 as other" + i;
                assertThat(db.select(sql).mapTo(Pair.class).one()).isEqualTo(new Pair(1, 2));
            }
            assertThat(remembered(db)).isEqualTo(RecordMapper.REMEMBERED);
        });
    }

    @Test
    void a_column_mapper_of_the_handle_wins() {
        withDb(db -> {
            db.registerColumnMapper(int.class, plus(100));
            assertThat(pair(db)).isEqualTo(new Pair(101, 102));
            assertThat(pair(db)).isEqualTo(new Pair(101, 102));
            assertThat(remembered(db))
                    .as("what the handle made is not remembered")
                    .isEqualTo(1);
        });
    }

    @Test
    void a_column_mapper_of_a_statement_wins() {
        withDb(db -> {
            assertThat(db.select(SQL)
                            .registerColumnMapper(int.class, plus(100))
                            .mapTo(Pair.class)
                            .one())
                    .isEqualTo(new Pair(101, 102));
            assertThat(pair(db)).isEqualTo(new Pair(1, 2));
        });
    }

    @Test
    void a_row_mapper_of_the_handle_wins() {
        withDb(db -> {
            db.registerRowMapper(Pair.class, (_, _) -> new Pair(7, 7));
            assertThat(pair(db)).isEqualTo(new Pair(7, 7));
        });
    }

    @Test
    void other_rules_for_names_are_followed() {
        withDb(db -> {
            db.getConfig(ReflectionMappers.class).setColumnNameMatchers(List.of());
            assertThatThrownBy(() -> pair(db)).hasMessageContaining("could not match any parameter");
        });
        withDb(db -> {
            db.getConfig(ReflectionMappers.class).setCaseChange(CaseStrategy.NOP);
            assertThat(pair(db)).isEqualTo(new Pair(1, 2));
            assertThat(remembered(db)).isEqualTo(1);
        });
        withDb(db -> {
            String other = SQL + ", 3 as other";
            assertThat(db.select(other).mapTo(Pair.class).one()).isEqualTo(new Pair(1, 2));
            db.getConfig(ReflectionMappers.class).setStrictMatching(true);
            assertThatThrownBy(() -> db.select(other).mapTo(Pair.class).one())
                    .hasMessageContaining("could not match parameters for columns");
        });
    }

    @Test
    void another_strategy_for_enums_is_followed() {
        withDb(db -> {
            db.getConfig(Enums.class).setEnumStrategy(EnumStrategy.BY_ORDINAL);
            assertThat(db.select("select 0 as course").mapTo(Meal.class).one()).isEqualTo(new Meal(Course.STARTER));
        });
    }

    @Test
    void nulls_for_primitives_are_refused_where_a_handle_says_so() {
        withDb(db -> {
            String sql = "select cast(null as int) as low, 2 as high";
            assertThat(db.select(sql).mapTo(Pair.class).one()).isEqualTo(new Pair(0, 2));
            db.getConfig(ColumnMappers.class).setCoalesceNullPrimitivesToDefaults(false);
            assertThatThrownBy(() -> db.select(sql).mapTo(Pair.class).one())
                    .hasMessageContaining("null values are not allowed");
        });
    }

    @Test
    void threads_that_see_different_rows_first_at_once_each_get_their_own() throws Exception {
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        List<CompletableFuture<Integer>> right = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            boolean reversed = i % 2 == 1;
            right.add(Fixture.async("reader " + i, () -> readTogether(together, reversed)));
        }
        for (CompletableFuture<Integer> each : right) {
            assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(12);
        }
    }

    /** How often the rows were right, of twelve kinds that all threads meet at the same time. */
    private int readTogether(CyclicBarrier together, boolean reversed) throws Exception {
        Transaction transaction = fixture.begin("GET /pairs");
        try {
            int right = 0;
            for (int i = 0; i < 12; i++) {
                String names = reversed ? "1 as high, 2 as low" : "2 as high, 1 as low";
                Pair expected = reversed ? new Pair(2, 1) : new Pair(1, 2);
                String sql = "select " + names + ", 3 as kind" + i / 2;
                together.await(30, TimeUnit.SECONDS);
                right += transaction.db().select(sql).mapTo(Pair.class).one().equals(expected) ? 1 : 0;
            }
            return right;
        } finally {
            transaction.rollback();
        }
    }

    private static ColumnMapper<Integer> plus(int more) {
        return (rows, column, _) -> rows.getInt(column) + more;
    }

    private static Pair pair(Handle db) {
        return db.select(SQL).mapTo(Pair.class).one();
    }

    private static int remembered(Handle db) {
        return ((RecordMapper<?>) db.getConfig(RowMappers.class)
                        .findFor((java.lang.reflect.Type) Pair.class)
                        .orElseThrow())
                .remembered();
    }

    private interface Body {
        void with(Handle db);
    }

    private void withDb(Body body) {
        Transaction transaction = fixture.begin("GET /pairs");
        try {
            body.with(transaction.db());
        } finally {
            transaction.rollback();
        }
    }
}
