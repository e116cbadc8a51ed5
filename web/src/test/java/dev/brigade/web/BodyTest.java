package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.errors.Unprocessable;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a handler makes of bodies and parameters, and what is told of those that do not fit. */
class BodyTest {
    record NewOrder(@NotBlank String dish, @Min(1) int portions) {}

    record Wish(String dish, boolean takeAway, Boolean spicy) {}

    enum Room {
        SINGLE,
        DOUBLE
    }

    record Booking(
            @NotBlank String name,
            @Min(1) int guests,
            int children,
            LocalDate day,
            @NotNull Integer nights,
            List<Integer> beds,
            Room room) {}

    private final Client client = app().client();

    @AfterEach
    void close() {
        client.close();
    }

    private static App app() {
        App app = App.named("bodies");
        app.post("/orders", rq -> rq.bodyList(NewOrder.class));
        app.post("/wishes", rq -> {
            Wish wish = rq.body(Wish.class);
            return wish.dish() + " " + wish.takeAway() + " " + wish.spicy();
        });
        app.post("/bookings", rq -> rq.body(Booking.class).toString());
        app.get("/search", rq -> rq.required("q") + ", page " + rq.required("page", int.class));
        app.post("/search", rq -> rq.required("q") + ", page " + rq.required("page", int.class));
        return app;
    }

    private String wish(Map<String, String> form) {
        return client.postForm("/wishes", form).text();
    }

    @Test
    void a_box_that_is_ticked_is_true_and_one_that_is_not_is_false() {
        assertThat(wish(Map.of("dish", "soup", "takeAway", "on", "spicy", "on")))
                .isEqualTo("soup true true");
        assertThat(wish(Map.of("dish", "soup", "takeAway", "true", "spicy", "false")))
                .isEqualTo("soup true false");
        assertThat(wish(Map.of("dish", "soup"))).isEqualTo("soup false null");
        assertThat(wish(Map.of("dish", "soup", "takeAway", "maybe"))).contains("true or false, not \\\"maybe\\\"");
        assertThat(client.post("/wishes", Map.of("dish", "soup", "takeAway", "on"))
                        .status())
                .as("JSON has values of its own for that")
                .isEqualTo(422);
    }

    @Test
    void a_list_is_read_with_its_types() {
        List<NewOrder> orders = List.of(new NewOrder("soup", 2), new NewOrder("quiche", 1));
        ClientResponse answer = client.post("/orders", orders);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.jsonList(NewOrder.class)).isEqualTo(orders);
        assertThat(client.post("/orders", List.of()).jsonList(NewOrder.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"dish\":\"soup\",\"portions\":1},{\"dish\":\"soup\",\"portions\":0}]|[1].portions|must be greater than or equal to 1",
                "[{\"dish\":\"soup\",\"portions\":1},{\"dish\":\"soup\",\"portions\":\"x\"}]|[1].portions|must be a whole number of 32 bits",
                "[{\"dish\":\"soup\",\"portions\":1},{\"dish\":\"soup\"}]|[1].portions|is missing",
                "[{\"dish\":\"soup\",\"portions\":1},null]|[1]|must not be null",
                "[{\"dish\":\"soup\",\"portions\":1},[]]|[1]|must be an object",
                "{\"dish\":\"soup\"}||must be a list"
            })
    void what_is_wrong_in_a_list_is_told_with_its_place(String body, String field, String message) {
        ClientResponse answer = client.send(
                "POST", "/orders", Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json(Told.class).errors())
                .containsExactly(new Unprocessable.Violation(field == null ? "" : field, message));
    }

    @Test
    void all_that_is_wrong_in_a_form_is_told_at_once() {
        ClientResponse answer =
                client.postForm("/bookings", Map.of("name", "", "guests", "", "day", "someday", "beds[]", "2"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json(Told.class).errors().stream()
                        .map(error -> error.field() + " " + error.message())
                        .toList())
                .containsExactly(
                        "beds[] is not known here; known: beds, children, day, guests, name, nights, room",
                        "children is missing",
                        "day must be a date such as 2026-12-24, not \"someday\"",
                        "guests is missing",
                        "name must not be blank",
                        "nights must not be null");
        assertThat(client.postForm(
                                "/bookings",
                                Map.of("name", "Ann", "guests", "2", "children", "0", "nights", "1", "room", ""))
                        .text())
                .isEqualTo("Booking[name=Ann, guests=2, children=0, day=null, nights=1, beds=null, room=null]");
        assertThat(client.postForm("/bookings", Map.of("beds", "two", "guests", "0", "nights", "x", "children", "1"))
                        .json(Told.class)
                        .detail())
                .isEqualTo("beds[0] must be a whole number of 32 bits, not \"two\";"
                        + " guests must be greater than or equal to 1; name must not be blank;"
                        + " nights must be a whole number of 32 bits, not \"x\"");
    }

    record Told(String type, String title, int status, String detail, List<Unprocessable.Violation> errors) {}

    @Test
    void a_form_is_no_list() {
        assertThat(client.postForm("/orders", Map.of("dish", "soup")).status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({
        "/search?q=soup&page=2, 200, 'soup, page 2'",
        "/search?page=2,        400, Query parameter q is missing",
        "/search?q=&page=2,     400, Query parameter q is missing",
        "/search?q=soup,        400, Query parameter page is missing",
        "/search?q=soup&page=x, 400, Query parameter page must be"
    })
    void a_required_parameter_is_named_if_it_is_not_there(String target, int status, String part) {
        ClientResponse answer = client.get(target);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(part);
    }

    @Test
    void so_is_a_required_field_of_a_form() {
        assertThat(client.postForm("/search", Map.of("q", "soup", "page", "2")).text())
                .isEqualTo("soup, page 2");
        assertThat(client.postForm("/search?q=soup", Map.of("page", "2")).text())
                .isEqualTo("soup, page 2");
        for (Map<String, String> form : List.of(Map.of("q", "soup"), Map.of("q", "soup", "page", ""))) {
            ClientResponse answer = client.postForm("/search", form);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).contains("\"field\":\"page\",\"message\":\"is missing\"");
        }
        assertThat(client.postForm("/search", Map.of("q", "soup", "page", "two"))
                        .text())
                .contains("\"field\":\"page\",\"message\":\"must be a whole number");
    }

    private ClientResponse form(byte[] body) {
        return client.send("POST", "/wishes", Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
    }

    @Test
    void characters_that_a_form_does_not_escape_are_kept() {
        assertThat(form("dish=🍲+café%21".getBytes(StandardCharsets.UTF_8)).text())
                .isEqualTo("🍲 café! false null");
    }

    @Test
    void a_form_that_is_not_utf_8_is_refused_and_not_guessed_at() {
        assertThat(form("dish=café".getBytes(StandardCharsets.ISO_8859_1)).status())
                .isEqualTo(400);
        assertThat(form("dish=caf%E9".getBytes(StandardCharsets.US_ASCII)).status())
                .isEqualTo(400);
    }

    @Test
    void an_escape_has_digits_of_ascii() {
        assertThat(form("dish=%４１".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
    }
}
