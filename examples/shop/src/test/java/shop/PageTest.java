package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.Client;
import dev.brigade.web.ClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer sees who presses one button after the other; then both ways do the same. */
class PageTest {
    private static final Map<String, String> BROWSER =
            Map.of("Accept", "text/html", "Content-Type", "application/x-www-form-urlencoded");

    private Client shop;

    @BeforeEach
    void opens() {
        shop = Shop.app().client("--database.url", "jdbc:h2:mem:" + UUID.randomUUID());
    }

    @AfterEach
    void closes() {
        shop.close();
    }

    private ClientResponse presses(String path, String form) {
        return shop.send("POST", path, BROWSER, form.getBytes(StandardCharsets.UTF_8));
    }

    private String page(String target) {
        return shop.send("GET", target, Map.of("Accept", "text/html"), new byte[0])
                .text();
    }

    private String rows(String lesson) {
        return String.valueOf(shop.get("/").json(Map.class).get(lesson));
    }

    @Test
    void the_page_has_a_card_for_each_lesson_with_a_button_for_each_way() {
        String page = page("/");

        assertThat(Shop.LESSONS)
                .allSatisfy(lesson -> assertThat(page)
                        .contains("<h2 id=\"" + lesson.path() + "-title\">" + lesson.title())
                        .contains("formaction=\"/naive/" + lesson.path() + "\"")
                        .contains("action=\"/" + lesson.path() + "\""));
        assertThat(page).contains("<td>SPRING</td>").doesNotContain("<script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/naive/vouchers", "/vouchers"})
    void a_browser_comes_back_to_the_card_with_what_was_said(String path) {
        ClientResponse first = presses(path, "code=SPRING");
        ClientResponse second = presses(path, "code=SPRING");

        assertThat(first.status()).isEqualTo(303);
        assertThat(first.header("Location")).contains("/?at=vouchers&said=SPRING+pays+10#vouchers");
        assertThat(second.header("Location")).contains("/?at=vouchers&said=SPRING+was+used+before#vouchers");
        assertThat(rows("vouchers")).contains("paid_out=10");
        assertThat(page("/?at=vouchers&said=SPRING+pays+10"))
                .contains("<p class=\"said\" role=\"status\">SPRING pays 10</p>");
    }

    @Test
    void what_is_said_is_text_and_no_page() {
        assertThat(page("/?at=vouchers&said=%3Cscript%3E")).contains("&lt;script&gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/naive/stock", "/stock"})
    void a_program_is_answered_in_json(String path) {
        assertThat(shop.post(path, new Stock.Take("cup", 2)).text()).isEqualTo("{\"said\":\"2 of cup sold\"}");
        assertThat(shop.post(path, new Stock.Take("cup", 1)).status()).isEqualTo(409);
        assertThat(shop.post(path, new Stock.Take("moon", 1)).status()).isEqualTo(404);
        assertThat(shop.post(path, new Stock.Take("cup", 0)).status()).isEqualTo(422);
        assertThat(rows("stock")).contains("name=cup, stock=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/naive/checkout", "/checkout"})
    void a_checkout_charges_packs_and_empties_the_cart(String path) {
        presses("/cart", "product=tea");
        presses("/cart", "product=cup");

        assertThat(presses(path, "").header("Location")).contains("/?at=checkout&said=2+items+for+13#checkout");
        assertThat(rows("checkout"))
                .contains("what=charged")
                .contains("price=13")
                .doesNotContain("what=in the cart");
        assertThat(presses(path, "").header("Location")).contains("/?at=checkout&said=The+cart+is+empty#checkout");
        assertThat(rows("checkout")).containsOnlyOnce("what=charged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/naive/wallets", "/wallets"})
    void a_wallet_pays_what_is_in_it(String path) {
        assertThat(shop.post(path, new Wallets.Pay("Ann", 70)).status()).isEqualTo(200);
        assertThat(shop.post(path, new Wallets.Pay("Ann", 70)).status()).isEqualTo(409);
        assertThat(rows("wallets")).contains("balance=30");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/naive/names", "/names"})
    void a_name_is_given_once(String path) {
        assertThat(shop.post(path, new Names.Register("Ann")).status()).isEqualTo(200);
        assertThat(shop.post(path, new Names.Register("Ann")).status()).isEqualTo(409);
        assertThat(rows("names")).containsOnlyOnce("name=Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/naive/tills", "/tills"})
    void the_last_till_stays_open(String path) {
        assertThat(shop.post(path, new Tills.Close("left")).status()).isEqualTo(200);
        assertThat(shop.post(path, new Tills.Close("right")).status()).isEqualTo(409);
        assertThat(rows("tills")).contains("name=right, is_open=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/naive/invoices", "/invoices"})
    void invoices_are_numbered_without_gaps(String path) {
        presses(path, "");
        presses(path, "");

        assertThat(rows("invoices")).isEqualTo("[{number=1}, {number=2}]");
    }

    @Test
    void a_delivery_is_booked_in_and_noted() {
        presses("/deliveries", "");

        assertThat(rows("deliveries")).contains("what=pieces, entry=10").contains("what=log, entry=10 pieces more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/naive/shelves", "/shelves"})
    void pieces_go_from_shelf_to_shelf(String path) {
        assertThat(shop.post(path, new Shelves.Move("cellar", "front", 5)).status())
                .isEqualTo(200);
        assertThat(shop.post(path, new Shelves.Move("cellar", "front", 50)).status())
                .isEqualTo(409);
        assertThat(rows("shelves")).contains("name=cellar, pieces=15").contains("name=front, pieces=25");
    }

    @Test
    void the_shop_can_start_again() {
        String before = shop.get("/").text();
        presses("/vouchers", "code=SPRING");
        presses("/cart", "product=tea");
        presses("/checkout", "");
        presses("/names", "name=Ann");
        presses("/tills", "till=left");
        presses("/invoices", "");

        assertThat(presses("/again", "").header("Location")).contains("/");
        assertThat(shop.get("/").text()).isEqualTo(before);
    }
}
