package dev.brigade.web.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.HttpError;
import dev.brigade.web.errors.Unprocessable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JsonTest {
    enum Size {
        SMALL,
        LARGE
    }

    record Item(String dish, int portions) {}

    record Order(long id, List<Item> items, Size size) {}

    private final Json json = new Json();

    private <T> T read(String text, Class<T> type) {
        return json.read(text.getBytes(StandardCharsets.UTF_8), type);
    }

    @Test
    void recordsGoThereAndBack() {
        Order order = new Order(1, List.of(new Item("crêpe", 2)), Size.LARGE);
        assertThat(json.read(json.write(order), Order.class)).isEqualTo(order);
    }

    @Test
    void whatIsNotJsonIsABadRequestWithThePlace() {
        assertThatThrownBy(() -> read("{\n  \"dish\": oops}", Item.class))
                .isInstanceOf(BadRequest.class)
                .hasMessageStartingWith("The body is not JSON: line 2, column ");
        for (String text : List.of("{", "{\"dish\":\"x\"", "nonsense", "{\"dish\":\"x\",\"portions\":1} {}", "")) {
            assertThatThrownBy(() -> read(text, Item.class)).as(text).isInstanceOf(BadRequest.class);
        }
    }

    @Test
    void aWrongTypeIsUnprocessableWithTheField() {
        assertThatThrownBy(() -> read("{\"items\":[{\"dish\":\"x\",\"portions\":\"2\"}]}", Order.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessageStartingWith("items[0].portions must be a whole number");
        assertThatThrownBy(() -> read("{\"dish\":\"x\",\"portions\":1.5}", Item.class))
                .hasMessageStartingWith("portions must be a whole number");
        assertThatThrownBy(() -> read("{\"dish\":7,\"portions\":1}", Item.class))
                .hasMessage("dish must be a text, not \"7\"");
        assertThatThrownBy(() -> read("{\"size\":\"HUGE\"}", Order.class))
                .hasMessageContaining("size must be one of SMALL, LARGE, not \"HUGE\"");
        assertThatThrownBy(() -> read("[]", Item.class)).hasMessage("must be an object");
        assertThatThrownBy(() -> read("{\"items\":{}}", Order.class)).hasMessage("items must be a list");
        assertThatThrownBy(() -> read("{\"dish\":\"x\",\"portions\":99999999999}", Item.class))
                .isInstanceOf(Unprocessable.class);
        assertThatThrownBy(() -> read("{\"dish\":\"x\",\"portions\":null}", Item.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessageStartingWith("portions");
        assertThatThrownBy(() -> read("null", Item.class)).isInstanceOf(Unprocessable.class);
    }

    @Test
    void aMissingNumberIsNotZero() {
        assertThatThrownBy(() -> read("{\"dish\":\"x\"}", Item.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessageStartingWith("portions");
    }

    @Test
    void anUnknownFieldIsNamedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> read("{\"dish\":\"x\",\"portions\":1,\"portion\":1}", Item.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("portion is not known here; known: dish, portions");
    }

    record Portion(int grams) {
        Portion {
            if (grams == 1) {
                throw new IllegalStateException("pool of " + Portion.class.getName() + " is closed");
            }
            if (grams < 0) {
                throw new IllegalArgumentException("grams must not be negative");
            }
        }
    }

    record Plate(Portion portion) {}

    interface Topping {}

    record Pizza(Topping topping) {}

    @Test
    void whatAConstructorSaysOfItsArgumentsIsToldAndNothingElse() {
        assertThatThrownBy(() -> read("{\"portion\":{\"grams\":-1}}", Plate.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("portion is not valid: grams must not be negative");
        assertThatThrownBy(() -> read("{\"portion\":{\"grams\":1}}", Plate.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessage("portion is not valid");
        assertThatThrownBy(() -> read("{\"portion\":[]}", Plate.class)).hasMessage("portion must be an object");
    }

    @Test
    void aClassThatCanNotBeMadeFromJsonIsNoFaultOfTheClient() {
        assertThatThrownBy(() -> read("{\"topping\":{}}", Pizza.class)).isNotInstanceOf(HttpError.class);
    }

    @Test
    void deepNestingDoesNotOverflowTheStack() {
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> read(deep, Object.class)).isInstanceOf(BadRequest.class);
    }

    record Payment(double amount) {}

    record Price(BigDecimal amount) {}

    record Measures(float one, double[] many, Object any) {}

    record Rest(OptionalDouble maybe, JsonNode tree) {}

    @Test
    void whatIsNoFiniteNumberIsNone() {
        for (String amount : List.of("\"NaN\"", "\"Infinity\"", "1e999", "-1e999")) {
            assertThatThrownBy(() -> read("{\"amount\":" + amount + "}", Payment.class))
                    .as(amount)
                    .isInstanceOf(Unprocessable.class)
                    .hasMessageStartingWith("amount must be a number in range");
        }
        for (String text : List.of("NaN", "-Infinity", "1e999")) {
            assertThatThrownBy(() -> json.fromForm(Map.of("amount", List.of(text)), Payment.class))
                    .as(text)
                    .isInstanceOf(Unprocessable.class);
        }
        for (String text : List.of(
                "{\"one\":1e99,\"many\":[],\"any\":0}",
                "{\"one\":1,\"many\":[1,\"NaN\"],\"any\":0}",
                "{\"one\":1,\"many\":[],\"any\":{\"a\":[1e999]}}")) {
            assertThatThrownBy(() -> read(text, Measures.class)).as(text).isInstanceOf(Unprocessable.class);
        }
        for (String text : List.of(
                "{\"maybe\":1e999,\"tree\":0}",
                "{\"maybe\":1,\"tree\":-1e999}",
                "{\"maybe\":1,\"tree\":{\"a\":[0,{\"b\":1e999}]}}")) {
            assertThat(catchThrowable(() -> read(text, Rest.class))).as(text).isInstanceOf(Unprocessable.class);
        }
        assertThat(read("{\"maybe\":1.5,\"tree\":{\"a\":[0,{\"b\":1e300}]}}", Rest.class)
                        .tree()
                        .at("/a/1/b")
                        .doubleValue())
                .isEqualTo(1e300);
        assertThat(read("{\"one\":1.5,\"many\":[2,3.5],\"any\":{\"a\":[1e300]}}", Measures.class)
                        .many())
                .containsExactly(2, 3.5);
    }

    @Test
    void aNumberThatWouldFillTheMemoryWhenItIsWrittenOutIsNone() {
        for (String amount : List.of("1e999999999", "1e-999999999", "1e1001", "0e-2000")) {
            assertThatThrownBy(() -> read("{\"amount\":" + amount + "}", Price.class))
                    .as(amount)
                    .isInstanceOf(Unprocessable.class)
                    .hasMessageStartingWith("amount must be a number in range");
            assertThatThrownBy(() -> json.fromForm(Map.of("amount", List.of(amount)), Price.class))
                    .as(amount)
                    .isInstanceOf(Unprocessable.class);
        }
        assertThat(read("{\"amount\":12.50}", Price.class).amount()).isEqualTo(new BigDecimal("12.50"));
        assertThat(read("{\"amount\":1e-300}", Price.class).amount()).isEqualTo(new BigDecimal("1e-300"));
    }

    @Test
    void formsAreTexts() {
        assertThat(json.fromForm(Map.of("dish", List.of("x"), "portions", List.of("2")), Item.class))
                .isEqualTo(new Item("x", 2));
        assertThatThrownBy(() -> json.fromForm(Map.of("dish", List.of("x"), "portions", List.of("two")), Item.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessageStartingWith("portions must be a whole number")
                .hasMessageEndingWith("not \"two\"");
        assertThatThrownBy(() -> json.fromForm(Map.of("dish", List.of("x"), "portions", List.of("")), Item.class))
                .isInstanceOf(Unprocessable.class);
        assertThatThrownBy(() -> json.fromForm(Map.of("dish", List.of("x", "y"), "portions", List.of("1")), Item.class))
                .isInstanceOf(Unprocessable.class);
    }

    @Test
    void aChoiceOfAFormThatIsEmptyIsNone() {
        assertThat(json.fromForm(Map.of("size", List.of("")), Sized.class).size())
                .isNull();
        assertThatThrownBy(() -> read("{\"size\":\"\"}", Sized.class)).isInstanceOf(Unprocessable.class);
    }

    @Test
    void whatIsNotClosedIsToldWithoutTheWordsOfALibrary() {
        assertThatThrownBy(() -> read("{\"dish\":\"x\"", Item.class))
                .hasMessageStartingWith("The body is not JSON: line 1, column ")
                .hasMessageEndingWith("expected close marker for Object");
    }

    record Pause(Duration length) {}

    record Moment(Instant at) {}

    @Test
    void aTimeThatIsTooFarAwayIsNone() {
        for (String seconds : List.of("1e999999999", "1e30", "9".repeat(500), "-1e30")) {
            assertThatThrownBy(() -> read("{\"length\":" + seconds + "}", Pause.class))
                    .as(seconds)
                    .isInstanceOf(Unprocessable.class)
                    .hasMessageStartingWith("length must be a number in range");
            assertThatThrownBy(() -> read("{\"at\":" + seconds + "}", Moment.class))
                    .as(seconds)
                    .isInstanceOf(Unprocessable.class);
        }
        assertThat(read("{\"length\":1.5}", Pause.class).length()).isEqualTo(Duration.ofMillis(1500));
        assertThat(read("{\"length\":\"PT2S\"}", Pause.class).length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read("{\"at\":86400}", Moment.class).at()).isEqualTo(Instant.ofEpochSecond(86400));
    }

    record Sized(Size size) {}

    @Test
    void aConstantIsItsNameAndNotItsPlaceAmongTheOthers() {
        assertThatThrownBy(() -> read("{\"size\":1}", Sized.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessageStartingWith("size must be one of SMALL, LARGE");
        assertThatThrownBy(() -> json.fromForm(Map.of("size", List.of("1")), Sized.class))
                .isInstanceOf(Unprocessable.class)
                .hasMessageStartingWith("size must be one of SMALL, LARGE");
        assertThat(json.fromForm(Map.of("size", List.of("LARGE")), Sized.class).size())
                .isEqualTo(Size.LARGE);
    }

    @Test
    void aFieldThatIsThereTwiceIsRefusedSinceOthersMayReadTheOther() {
        for (Class<?> type : List.of(Item.class, Map.class)) {
            assertThatThrownBy(() -> read("{\"dish\":\"x\",\"portions\":1,\"portions\":1000}", type))
                    .isInstanceOf(BadRequest.class)
                    .hasMessageContaining("line 1")
                    .hasMessageContaining("portions");
        }
    }

    @Test
    void whatWasWrittenHereIsReadAsItIs() {
        Payment infinite = new Payment(Double.NEGATIVE_INFINITY);
        assertThat(json.readOwn(json.write(infinite), Payment.class)).isEqualTo(infinite);
    }
}
