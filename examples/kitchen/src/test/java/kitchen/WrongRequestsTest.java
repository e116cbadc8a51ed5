package kitchen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.Client;
import dev.brigade.web.ClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kitchen answers to requests that make no sense. They change nothing, so they share one kitchen. */
class WrongRequestsTest {
    private static final Client KITCHEN =
            Kitchen.app().client("--database.url", TestDatabase.H2.fresh().url());

    @AfterAll
    static void closes() {
        KITCHEN.close();
    }

    private static ClientResponse send(String type, String body) {
        return KITCHEN.send("POST", "/orders", Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_body_that_is_not_json_is_400_with_line_and_column() {
        ClientResponse answer = send("application/json", "{\"dish\": \"lasagne\",\n  oops}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(Problem.detail(answer)).contains("line 2, column 3");
    }

    @Test
    void an_empty_body_is_400() {
        assertThat(send("application/json", "").status()).isEqualTo(400);
    }

    @Test
    void a_body_of_another_type_is_415() {
        assertThat(send("text/plain", "lasagne").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'dish': 'lasagne'}                                | portions",
                "{'dish': 'lasagne', 'portions': null}              | portions",
                "{'dish': 'lasagne', 'portions': 0}                 | portions",
                "{'dish': 'lasagne', 'portions': -1}                | portions",
                "{'dish': 'lasagne', 'portions': 1001}              | portions",
                "{'dish': 'lasagne', 'portions': 99999999999}       | portions",
                "{'dish': 'lasagne', 'portions': 1e400}             | portions",
                "{'dish': 'lasagne', 'portions': 1.5}               | portions",
                "{'dish': 'lasagne', 'portions': 'two'}             | portions",
                "{'dish': 'lasagne', 'portions': [1]}               | portions",
                "{'portions': 1}                                    | dish",
                "{'dish': '', 'portions': 1}                        | dish",
                "{'dish': ' ', 'portions': 1}                       | dish",
                "{'dish': null, 'portions': 1}                      | dish",
                "{'dish': 'lasagne', 'portions': 1, 'salt': 'more'} | salt",
            },
            quoteCharacter = '"')
    void an_order_that_makes_no_sense_is_422_and_says_in_which_field(String body, String field) {
        ClientResponse answer = send("application/json", body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(Problem.fields(answer)).containsExactly(field);
        assertThat(KITCHEN.get("/pantry/lasagne").json(Dish.class).portions()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dish=lasagne", "dish=lasagne&portions=", "dish=lasagne&portions=-2", "dish=lasagne&portions=x"})
    void a_form_that_makes_no_sense_is_422_and_says_in_which_field(String form) {
        ClientResponse answer = send("application/x-www-form-urlencoded", form);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(Problem.fields(answer)).containsExactly("portions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/999999", "/orders/abc", "/pantry/pizza", "/nothing"})
    void what_is_not_there_is_404(String path) {
        assertThat(KITCHEN.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_browser_gets_its_error_as_a_page() {
        ClientResponse page =
                KITCHEN.send("GET", "/pantry/pizza", Map.of("Accept", "text/html,*/*;q=0.8"), new byte[0]);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.text()).startsWith("<!doctype html>").contains("404 Not Found");
    }
}
