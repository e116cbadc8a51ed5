package dev.brigade.web.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.brigade.web.errors.Unprocessable;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times, and records of which there are several kinds. */
class JsonTypesTest {
    record Departure(OffsetDateTime at, ZonedDateTime arrives) {}

    record Times(LocalDate day, LocalDateTime local, Instant at, OffsetDateTime off, Duration length) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(value = Cash.class, name = "cash")
    })
    sealed interface Payment permits Card, Cash {}

    record Card(String number) implements Payment {}

    record Cash() implements Payment {}

    record Sale(Payment payment) {}

    private final Json json = new Json();

    private <T> T read(String text, Class<T> type) {
        return json.read(text.getBytes(StandardCharsets.UTF_8), type);
    }

    @Test
    void aTimeKeepsTheOffsetThatItWasSentWith() {
        Departure departure = read(
                "{\"at\":\"2026-12-24T18:00:00+05:30\",\"arrives\":\"2026-12-24T20:00:00+01:00[Europe/Berlin]\"}",
                Departure.class);

        assertThat(departure.at()).isEqualTo("2026-12-24T18:00:00+05:30");
        assertThat(departure.at().getOffset()).hasToString("+05:30");
        assertThat(departure.arrives().getZone()).hasToString("Europe/Berlin");
        assertThat(new String(json.write(departure.at()), StandardCharsets.UTF_8))
                .isEqualTo("\"2026-12-24T18:00:00+05:30\"");
    }

    /** Midnight in Berlin is the day before in UTC: who drops the time stores another day than was meant. */
    @Test
    void aMomentIsNoDateAndNoLocalTime() {
        assertThatThrownBy(() -> read("{\"day\":\"2026-12-23T23:00:00.000Z\"}", Times.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("day must be a date such as 2026-12-24, not \"2026-12-23T23:00:00.000Z\"");
        assertThatThrownBy(() -> read("{\"local\":\"2026-12-23T23:00:00.000Z\"}", Times.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("local must be a time such as 2026-12-24T18:30, not \"2026-12-23T23:00:00.000Z\"");
        assertThat(read("{\"day\":\"2026-12-23\",\"local\":\"2026-12-23T23:00:00.5\"}", Times.class))
                .extracting(Times::day, Times::local)
                .containsExactly(LocalDate.of(2026, 12, 23), LocalDateTime.of(2026, 12, 23, 23, 0, 0, 500_000_000));
    }

    @Test
    void whatATimeLooksLikeIsToldByAnExampleAndNotByTheNameOfAClass() {
        assertThatThrownBy(() -> read("{\"at\":\"noon\"}", Times.class))
                .hasMessage("at must be a time such as 2026-12-24T18:30:00Z, not \"noon\"");
        assertThatThrownBy(() -> read("{\"off\":\"noon\"}", Times.class))
                .hasMessage("off must be a time such as 2026-12-24T18:30:00+01:00, not \"noon\"");
        assertThatThrownBy(() -> read("{\"length\":\"long\"}", Times.class))
                .hasMessage("length must be a duration such as PT5M, not \"long\"");
    }

    @Test
    void ofSeveralKindsAnUnknownOneAndAMissingOneAreToldWithThoseThatThereAre() {
        assertThat(read("{\"payment\":{\"type\":\"card\",\"number\":\"1\"}}", Sale.class))
                .isEqualTo(new Sale(new Card("1")));
        assertThatThrownBy(() -> read("{\"payment\":{\"type\":\"chard\"}}", Sale.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("payment is of no known type: \"chard\"; known: card, cash");
        assertThatThrownBy(() -> read("{\"payment\":{\"number\":\"1\"}}", Sale.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("payment.type is missing");
        assertThatThrownBy(() -> json.readList("[{}]".getBytes(StandardCharsets.UTF_8), Payment.class))
                .hasMessage("[0].type is missing");
        assertThat(json.readList("[{\"type\":\"cash\"}]".getBytes(StandardCharsets.UTF_8), Payment.class))
                .isEqualTo(List.of(new Cash()));
    }

    @Test
    void aDateOfJdbcIsADate() {
        Date day = Date.valueOf("2026-12-24");
        assertThat(new String(json.write(day), StandardCharsets.UTF_8)).isEqualTo("\"2026-12-24\"");
        assertThat(read("\"2026-12-24\"", Date.class)).isEqualTo(day);
        assertThatThrownBy(() -> read("\"24.12.\"", Date.class))
                .hasMessage("must be a date such as 2026-12-24, not \"24.12.\"");
    }

    /** As a class whose fields only its package sees: the answer would be {@code {}}. */
    static class Closed {
        int portions = 2;
    }

    @Test
    void whatHasNothingToShowIsRefusedUnlessItIsARecordOfNothing() {
        assertThatThrownBy(() -> json.write(List.of(new Closed())))
                .hasMessageContaining("JsonTypesTest$Closed")
                .hasMessageContaining("make it a record");
        assertThatThrownBy(() -> json.write(new Object())).hasMessageContaining("java.lang.Object");
        assertThat(new String(json.write(List.of(new Sale(new Cash()), new Nothing())), StandardCharsets.UTF_8))
                .isEqualTo("[{\"payment\":{\"type\":\"cash\"}},{}]");
    }

    record Nothing() {}
}
