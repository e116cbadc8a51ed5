package dev.brigade.live.look;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlWithoutValuesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select * from dish where id = ? | select * from dish where id = ?",
                "select * from dish where id = 42 | select * from dish where id = ?",
                "select 'it''s Ann', 1.5e-3, x1 from t2 | select ?, ?, x1 from t2",
                "select E'a\\'b' from t | select E? from t",
                "select \"Name 7\" from t where a=$1 | select \"Name 7\" from t where a=$1",
                "select $$Ann$$, $x$Bob $$ 3$x$, 5 | select ?, ?, ?",
                "select 1 -- of Ann | select ?",
                "select /* Ann */ a from t | select a from t",
                "insert into t values ('unfinished | insert into t values (?",
                "select a from t where n = -7 and h = 0x1F | select a from t where n = -? and h = ?"
            })
    void shows_no_value(String sql, String shown) {
        assertThat(new SqlWithoutValues(false).of(sql)).isEqualTo(shown);
    }

    @Test
    void shows_values_if_that_is_asked() {
        assertThat(new SqlWithoutValues(true).of("select 'Ann',\n  42")).isEqualTo("select 'Ann', 42");
    }

    @Test
    void is_short() {
        assertThat(new SqlWithoutValues(true).of("select " + "x, ".repeat(10_000)))
                .hasSizeLessThan(2100);
    }
}
