package kitchen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.Client;
import dev.brigade.web.ClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kitchen answers, on both databases. */
@ParameterizedClass
@EnumSource
class OrdersTest {
    @Parameter
    TestDatabase database = TestDatabase.H2;

    private final Gate gate = new Gate();
    private String url = "";
    private Client kitchen;

    @BeforeEach
    void opens() {
        url = database.fresh().url();
        kitchen = Kitchen.app(gate).client("--database.url", url, "--database.migrate", "on");
    }

    @AfterEach
    void closes() {
        gate.open();
        kitchen.close();
    }

    private ClientResponse order(String dish, int portions) {
        return kitchen.post("/orders", new NewOrder(dish, portions));
    }

    private Order.State state(long id) {
        return kitchen.get("/orders/" + id).json(Order.class).state();
    }

    private void sees(long id, Order.State state) {
        Until.seen("order " + id + " is " + state, () -> state(id), seen -> seen == state);
    }

    private int portions(String dish) {
        return kitchen.get("/pantry/" + dish).json(Dish.class).portions();
    }

    @Test
    void an_order_is_answered_with_201_where_it_is_and_what_it_is() {
        ClientResponse answer = order("lasagne", 2);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        Order order = answer.json(Order.class);
        assertThat(order).isEqualTo(new Order(order.id(), "lasagne", 2, Order.State.waiting));
        assertThat(answer.header("Location")).hasValue("/orders/" + order.id());
        assertThat(portions("lasagne")).isEqualTo(18);
    }

    @Test
    void the_form_of_a_browser_without_a_script_comes_back_to_the_page_which_says_once_what_was_ordered() {
        Map<String, String> browser =
                Map.of("Accept", "text/html", "Content-Type", "application/x-www-form-urlencoded");
        byte[] form = "dish=lasagne&portions=2".getBytes(StandardCharsets.UTF_8);
        ClientResponse answer = kitchen.send("POST", "/orders", browser, form);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).hasValue("/");
        assertThat(kitchen.get("/").text()).containsPattern("Order #\\d+ is at the pass\\.");
        assertThat(kitchen.get("/").text()).doesNotContain("is at the pass.");
    }

    @Test
    void an_order_waits_until_the_oven_is_hot_then_cooks_then_is_served() {
        long id = order("lasagne", 1).json(Order.class).id();

        assertThat(state(id)).isEqualTo(Order.State.waiting);
        gate.next(); // the oven is hot
        sees(id, Order.State.cooking);
        gate.next(); // the lasagne is done
        sees(id, Order.State.served);
    }

    @Test
    void only_one_dish_is_in_the_oven_and_the_first_ordered_is_the_first_served() {
        long first = order("lasagne", 1).json(Order.class).id();
        long second = order("quiche", 1).json(Order.class).id();
        gate.next();
        sees(first, Order.State.cooking);

        assertThat(state(second)).isEqualTo(Order.State.waiting);
        gate.next();
        sees(second, Order.State.cooking);
        assertThat(state(first)).isEqualTo(Order.State.served);
    }

    @Test
    void the_latest_orders_come_first() {
        long first = order("lasagne", 1).json(Order.class).id();
        long second = order("quiche", 1).json(Order.class).id();

        assertThat(kitchen.get("/orders").json(Order[].class))
                .extracting(Order::id)
                .containsExactly(second, first);
    }

    @Test
    void what_is_sold_out_is_409_and_nothing_is_taken() {
        assertThat(order("shepherds-pie", 10).status()).isEqualTo(201);

        ClientResponse answer = order("shepherds-pie", 1);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(Problem.detail(answer)).isEqualTo("shepherds-pie is sold out");
        assertThat(portions("shepherds-pie")).isZero();
    }

    @Test
    void more_than_is_left_is_409_and_says_how_much_is_left() {
        ClientResponse answer = order("shepherds-pie", 11);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(Problem.detail(answer)).isEqualTo("shepherds-pie is sold out: only 10 left");
        assertThat(portions("shepherds-pie")).isEqualTo(10);
    }

    @Test
    void a_delivery_can_be_ordered_from() {
        order("shepherds-pie", 10);

        ClientResponse delivery = kitchen.post("/pantry/shepherds-pie/restock", Map.of());

        assertThat(delivery.json(Dish.class)).isEqualTo(new Dish("shepherds-pie", 20));
        assertThat(order("shepherds-pie", 20).status()).isEqualTo(201);
    }

    @Test
    void a_dish_that_is_not_on_the_menu_is_422_and_named() {
        ClientResponse answer = order("pizza", 1);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Problem.fields(answer)).containsExactly("dish");
        assertThat(Problem.detail(answer)).isEqualTo("dish is not on the menu: pizza");
    }

    @Test
    void a_form_is_an_order_too() {
        ClientResponse answer = kitchen.postForm("/orders", Map.of("dish", "lasagne", "portions", "3"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json(Order.class).portions()).isEqualTo(3);
    }

    @Test
    void a_character_that_no_database_takes_is_no_fault_of_the_server() {
        assertThat(order("lasagne\0", 1).status()).isBetween(400, 499);
        assertThat(kitchen.get("/pantry/lasagne%00").status()).isBetween(400, 499);
    }

    @Test
    void the_page_shows_the_menu_and_the_orders() {
        long id = order("lasagne", 2).json(Order.class).id();

        ClientResponse page = kitchen.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.text()).contains("ratatouille").contains("#" + id);
    }

    @Test
    void the_naive_way_is_right_as_long_as_nobody_else_orders() {
        ClientResponse answer = kitchen.post("/naive/orders", new NewOrder("lasagne", 20));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(portions("lasagne")).isZero();
        assertThat(kitchen.post("/naive/orders", new NewOrder("lasagne", 1)).status())
                .isEqualTo(409);
        assertThat(kitchen.post("/naive/orders", new NewOrder("pizza", 1)).status())
                .isEqualTo(422);
    }
}
