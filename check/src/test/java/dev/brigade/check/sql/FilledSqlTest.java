package dev.brigade.check.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilledSqlTest {

    @Test
    void parameters_are_filled_in() {
        assertThat(FilledSql.of(
                        "select portions from pantry where dish = ? and price < ?",
                        List.of("soup", new BigDecimal("1.50")),
                        100))
                .isEqualTo("select portions from pantry where dish = 'soup' and price < 1.50");
        assertThat(FilledSql.of("update t set a = ?, b = ?", Arrays.asList(null, "it's"), 100))
                .isEqualTo("update t set a = null, b = 'it''s'");
    }

    @Test
    void question_marks_within_texts_names_and_comments_are_left_alone() {
        assertThat(FilledSql.of(
                        "select 'a?', \"b?\", $$c?$$, js ?? 'd' -- e?\n from t /* f? */ where g = ?", List.of(1), 100))
                .isEqualTo("select 'a?', \"b?\", $$c?$$, js ? 'd' from t where g = 1");
    }

    @Test
    void it_is_one_line() {
        assertThat(FilledSql.of("\n  select a\n    from t\n   where b = 'x  y';\n", List.of(), 100))
                .isEqualTo("select a from t where b = 'x  y'");
    }

    @Test
    void what_is_too_long_is_cut_off() {
        assertThat(FilledSql.of("select aaaa, bbbb, cccc from t", List.of(), 12))
                .isEqualTo("select aaaa…");
        assertThat(FilledSql.of("select ?", List.of("x".repeat(1_000_000)), 20)).hasSize(20);
    }

    @Test
    void a_question_mark_without_a_parameter_stays() {
        assertThat(FilledSql.of("select ?, ?", List.of(1), 100)).isEqualTo("select 1, ?");
    }
}
