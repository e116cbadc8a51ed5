package kitchen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.TestDatabase;
import dev.brigade.web.Server;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page in a real browser. Whether it was loaded anew is told by a mark in its window, which a reload would wipe out. */
class PageTest {
    private static ChromeDriver browser;

    private final Gate gate = new Gate();
    private final String url = TestDatabase.H2.fresh().url();
    private Server server;
    private Guest guest;

    @BeforeAll
    static void starts(@TempDir Path profile) {
        browser = Chromium.start(profile);
    }

    @AfterAll
    static void ends() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void opens() {
        server = Kitchen.app(gate).start("--port", "0", "--database.url", url);
        guest = new Guest(server.port());
        browser.get(server.url());
        mark();
    }

    @AfterEach
    void closes() {
        gate.open();
        guest.close();
        server.close();
    }

    private static void mark() {
        browser.executeScript("window.mark = 'not reloaded'");
    }

    private static void assertNotReloaded() {
        assertThat(browser.executeScript("return window.mark")).isEqualTo("not reloaded");
    }

    private static void order(String dish, String portions) {
        browser.findElements(By.cssSelector("#order option")).stream()
                .filter(option -> option.getText().equals(dish))
                .findFirst()
                .orElseThrow()
                .click();
        WebElement field = browser.findElement(By.name("portions"));
        field.clear();
        field.sendKeys(portions);
        browser.findElement(By.cssSelector("#order button")).click();
    }

    /** All at once, since the page may change between one question and the next. */
    private static String text(String selector) {
        return String.valueOf(browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText).join('; ')", selector));
    }

    private static void sees(String selector, String text) {
        Until.seen(selector + " shows " + text, () -> text(selector), seen -> seen.contains(text));
    }

    @Test
    void an_order_is_seen_at_the_pass_then_in_the_oven_then_served_without_a_reload() {
        order("lasagne", "2");

        sees("#waiting li", "2 × lasagne");
        sees("#answer", "is at the pass");
        sees("#pantry [data-dish=lasagne] .left", "18");
        gate.next(); // the oven is hot
        sees("#cooking li", "2 × lasagne");
        assertThat(text("#waiting li")).isEmpty();
        gate.next(); // the lasagne is done
        sees("#served li", "2 × lasagne");
        assertThat(text("#cooking li")).isEmpty();
        assertNotReloaded();
    }

    @Test
    void what_others_order_is_seen_too() {
        guest.orders("quiche", 3);

        sees("#waiting li", "3 × quiche");
        sees("#pantry [data-dish=quiche] .left", "9");
        assertNotReloaded();
    }

    @Test
    void two_tabs_see_each_others_orders() {
        String first = browser.getWindowHandle();
        browser.switchTo().newWindow(WindowType.TAB);
        try {
            browser.get(server.url());
            order("moussaka", "1");
            sees("#waiting li", "1 × moussaka");
        } finally {
            browser.close();
            browser.switchTo().window(first);
        }
        sees("#waiting li", "1 × moussaka");
        assertNotReloaded();
    }

    @Test
    void what_is_sold_out_is_said_and_can_be_ordered_after_a_delivery() {
        guest.orders("shepherds-pie", 10);
        sees("#pantry [data-dish=shepherds-pie] .left", "0");

        order("shepherds-pie", "1");
        sees("#answer.bad", "shepherds-pie is sold out");

        browser.findElement(By.cssSelector("#pantry [data-dish=shepherds-pie] .restock"))
                .click();
        sees("#pantry [data-dish=shepherds-pie] .left", "20");
        order("shepherds-pie", "20");
        sees("#answer.good", "is at the pass");
    }

    @Test
    void a_dish_whose_name_looks_like_html_or_a_path_is_shown_and_ordered_as_text() {
        List<String> names = List.of("<img src=x onerror=document.title=1>", "<b>'\"half/half\"'</b> & 100 %");
        for (String name : names) {
            Databases.run(url, "insert into pantry values ('" + name.replace("'", "''") + "', 5)");
        }
        browser.navigate().refresh();

        for (String name : names) {
            order(name, "1");
            sees("#answer.good", "is at the pass");
            sees("#waiting li", "1 × " + name);
            sees("#pantry b", name);
        }
        for (WebElement restock : browser.findElements(By.cssSelector("#pantry li:nth-child(-n+2) .restock"))) {
            restock.click();
        }
        sees("#pantry li:nth-child(1) .left", "24");
        sees("#pantry li:nth-child(2) .left", "24");
        browser.navigate().refresh(); // what the server itself writes into the page
        for (String name : names) {
            assertThat(text("#waiting li")).contains("1 × " + name);
        }
        assertThat(browser.getTitle()).isEqualTo("Kitchen");
        assertThat(browser.findElements(By.cssSelector("main img, main b b"))).isEmpty();
    }

    @Test
    void the_page_finds_the_kitchen_again_when_that_has_been_away() {
        int port = server.port();
        gate.open();
        server.close();
        sees("#line", "Connection lost");

        server = Kitchen.app(new Gate())
                .start("--port", String.valueOf(port), "--database.url", url, "--stop.grace", "1ms");
        guest.orders("quiche", 1);
        sees("#waiting li", "1 × quiche");
        assertNotReloaded();
    }

    @Test
    void without_a_script_the_page_has_each_order_where_it_belongs() {
        long first = guest.ordersOne("lasagne").id();
        gate.next();
        gate.next();
        guest.sees(first, Order.State.served);
        long second = guest.ordersOne("quiche").id();
        guest.sees(second, Order.State.cooking);
        long third = guest.ordersOne("moussaka").id();

        String page = guest.get("/").body();

        assertThat(page)
                .containsSubsequence(
                        "id=\"waiting\"",
                        "data-order=\"" + third + "\"",
                        "id=\"cooking\"",
                        "data-order=\"" + second + "\"",
                        "id=\"served\"",
                        "data-order=\"" + first + "\"");
    }
}
