package dev.brigade.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.PropagateNull;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.mapper.reflect.JdbiConstructor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a record is mapped to, and what is said when it can not be, held against Jdbi's own mapper. */
@ParameterizedClass
@EnumSource
class RecordMappingTest {
    private final Fixture fixture;
    private final Transaction transaction;

    RecordMappingTest(TestDatabase on) {
        fixture = new Fixture(on.fresh());
        transaction = fixture.begin("GET /dishes");
    }

    @AfterEach
    void close() {
        transaction.rollback();
        fixture.close();
    }

    record Pair(int low, int high) {}

    record Portion(int dishId, String dishName) {}

    record Primitives(boolean a, byte b, char c, short d, int e, long f, float g, double h) {}

    record Boxes(Boolean a, Byte b, Character c, Short d, Integer e, Long f, Float g, Double h) {}

    record Times(LocalDate a, LocalTime b, LocalDateTime c, OffsetDateTime d, Instant e) {}

    record Essentials(String a, BigDecimal b, UUID c, byte[] d) {}

    record Options(Optional<String> a, OptionalInt b, Optional<Course> c) {}

    enum Course {
        STARTER,
        MAIN
    }

    record Meal(Course course) {}

    record Named(@ColumnName("n") int low, @Nullable Integer high) {}

    record Absent(@PropagateNull Integer low, Integer high) {}

    record Table(int nr, @Nested("p") Pair pair) {}

    record Made(int low) {
        @JdbiConstructor
        static Made of(@ColumnName("high") int high) {
            return new Made(high + 1000);
        }
    }

    record TwoConstructors(int low) {
        TwoConstructors() {
            this(0);
        }
    }

    record Lists(List<String> low) {}

    record Strange(Thread low) {}

    @Test
    void columns_are_matched_by_name_in_any_order_and_case() {
        same(Pair.class, "select 1 as low, 2 as high");
        same(Pair.class, "select 1 as high, 2 as low");
        same(Pair.class, "select 1 as \"LOW\", 2 as \"High\"");
        same(Pair.class, "select 1 as low, 2 as high, 3 as other");
        same(Portion.class, "select 1 as dish_id, 'soup' as \"dishName\"");
        same(Portion.class, "select 1 as dishid, 'soup' as \"DISH_NAME\"");
    }

    @Test
    void each_type_and_its_null_come_out_as_jdbi_has_them() {
        String numbers = "cast(%1$s as smallint) as b, cast(%2$s as char(1)) as c, cast(%1$s as smallint) as d,"
                + " cast(%1$s as int) as e, cast(%1$s as bigint) as f, cast(%1$s as real) as g,"
                + " cast(%1$s as double precision) as h";
        for (Class<?> type : List.of(Primitives.class, Boxes.class)) {
            same(type, "select true as a, " + numbers.formatted("7", "'x'"));
            same(type, "select cast(null as boolean) as a, " + numbers.formatted("null", "null"));
        }
        String times = "select cast(%1$s as date) as a, cast(%2$s as time) as b, cast(%3$s as timestamp) as c,"
                + " cast(%4$s as timestamp with time zone) as d, cast(%3$s as timestamp) as e";
        same(
                Times.class,
                times.formatted("'2024-02-29'", "'10:11:12'", "'2024-02-29 10:11:12'", "'2024-02-29 10:11:12+01:00'"));
        same(Times.class, times.formatted("null", "null", "null", "null"));
        String essentials =
                "select cast(%1$s as varchar(9)) as a, cast(%2$s as numeric(9, 2)) as b, cast(%3$s as uuid) as c";
        same(
                Essentials.class,
                essentials.formatted("'soup'", "1.25", "'00000000-0000-0001-0000-000000000002'") + ", null as d");
        same(Essentials.class, essentials.formatted("null", "null", "null") + ", null as d");
        same(Options.class, "select 'x' as a, 3 as b, 'main' as c");
        same(Options.class, "select cast(null as varchar(9)) as a, cast(null as int) as b, null as c");
        same(Meal.class, "select 'MAIN' as course");
        same(Meal.class, "select cast(null as varchar(9)) as course");
    }

    @Test
    void what_is_annotated_is_as_jdbi_has_it() {
        same(Named.class, "select 1 as n");
        same(Named.class, "select 1 as n, 2 as high");
        same(Absent.class, "select cast(null as int) as low, 2 as high");
        same(Table.class, "select 1 as nr, 2 as p_low, 3 as p_high");
        same(Made.class, "select 1 as high");
        same(Lists.class, "select array['a', 'b'] as low");
    }

    @Test
    void what_can_not_be_mapped_is_told_in_jdbis_words() {
        sameFailure(Pair.class, "select 1 as low");
        sameFailure(Pair.class, "select 1 as other");
        sameFailure(Portion.class, "select 1 as dish_id, 2 as dishid, 'soup' as dish_name");
        sameFailure(Meal.class, "select 'breakfast' as course");
        sameFailure(Pair.class, "select 'soup' as low, 2 as high");
        sameFailure(TwoConstructors.class, "select 1 as low");
        sameFailure(Strange.class, "select 1 as low");
    }

    @Test
    void several_rows_and_none() {
        same(Pair.class, "select id as low, portions as high from dish order by id");
        same(Pair.class, "select id as low, portions as high from dish where id = 0");
    }

    private void same(Class<?> type, String sql) {
        assertThat(mapped(type, sql).failure()).as(sql).isEmpty();
    }

    private void sameFailure(Class<?> type, String sql) {
        assertThat(mapped(type, sql).failure()).as(sql).isNotEmpty();
    }

    /** Twice: as it is found out, and as it is remembered. Up to a savepoint, since an error ends PostgreSQL's transaction. */
    private Outcome mapped(Class<?> type, String sql) {
        Outcome jdbis =
                outcome(db -> db.select(sql).map(ConstructorMapper.of(type)).list());
        for (int i = 0; i < 2; i++) {
            Outcome ours = outcome(db -> db.select(sql).mapTo(type).list());
            assertThat(ours).as("%s of %s", type.getSimpleName(), sql).isEqualTo(jdbis);
        }
        return jdbis;
    }

    private interface Query {
        List<?> rows(Handle db);
    }

    /** Rows, or the message and the kind of the failure. */
    private record Outcome(List<?> rows, String failure) {}

    private Outcome outcome(Query query) {
        Handle db = transaction.db();
        db.savepoint("before");
        List<?>[] rows = {List.of()};
        Throwable failure = catchThrowable(() -> rows[0] = query.rows(db));
        db.rollbackToSavepoint("before");
        return new Outcome(rows[0], failure == null ? "" : failure.toString());
    }

    @Test
    void theMessageOfAFailedStatementTellsNoParameter() {
        assertThat(catchThrowable(() -> transaction.db().execute("insert into nowhere values (?)", "s3cret")))
                .hasMessageContaining("insert into nowhere values (?)")
                .message()
                .doesNotContain("s3cret");
    }
}
