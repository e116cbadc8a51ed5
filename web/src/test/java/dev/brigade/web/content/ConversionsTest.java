package dev.brigade.web.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999", "0x1p3", "1d", ""})
    void whatIsNoFiniteNumberInDecimalDigitsIsNoDouble(String text) {
        assertThatThrownBy(() -> Conversions.convert(text, double.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e1001", "NaN", ""})
    void aDecimalNumberThatWouldFillTheMemoryIsNone(String text) {
        assertThatThrownBy(() -> Conversions.convert(text, BigDecimal.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMillionDigitsAreRefusedUnreadAndNotRepeatedInTheMessage() {
        assertThatThrownBy(() -> Conversions.convert("7".repeat(1_000_000), BigDecimal.class))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void timesAreTakenAsFormsAndIsoWriteThem() {
        assertThat(Conversions.convert("19:30", LocalTime.class)).isEqualTo(LocalTime.of(19, 30));
        assertThat(Conversions.convert("2026-12-24T19:30", LocalDateTime.class))
                .isEqualTo(LocalDateTime.of(2026, 12, 24, 19, 30));
        assertThat(Conversions.convert("2026-12-24T19:30+01:00", OffsetDateTime.class))
                .isEqualTo(OffsetDateTime.of(2026, 12, 24, 19, 30, 0, 0, ZoneOffset.ofHours(1)));
        assertThatThrownBy(() -> Conversions.convert("7 pm", LocalTime.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a time such as 18:30");
    }

    @Test
    void whatIsNoUuidIsToldSo() {
        for (String text : new String[] {"x", "zzzzzzzz-0000-0000-0000-000000000000"}) {
            assertThatThrownBy(() -> Conversions.convert(text, UUID.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("must be a UUID, not \"" + text + "\"");
        }
    }

    @Test
    void numbersAsPeopleWriteThemAreTaken() {
        assertThat(Conversions.convert(" 12.50 ", BigDecimal.class)).isEqualTo(new BigDecimal("12.50"));
        assertThat(Conversions.convert("-1.5e3", double.class)).isEqualTo(-1500);
        assertThat(Conversions.convert("+.5", double.class)).isEqualTo(0.5);
    }
}
