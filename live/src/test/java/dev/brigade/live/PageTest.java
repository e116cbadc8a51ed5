package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** The page in a real browser, of a real application that does what {@link PageScene} lets it. */
@SuppressWarnings("FutureReturnValueIgnored") // the page shows the requests; what they are answered is of no interest
class PageTest {
    /** The states in which the lanes of a label are, in the order of the alphabet, as the page shows them at this moment. */
    private static final String STATE = """
            const lanes = [...live.model.lanes.values()].filter(lane => lane.label === arguments[0]);
            return lanes.map(lane => lane.at(live.screen.t)?.state ?? 'ENDED').sort().join(' ')
            """;
    /** Its segments that have ended, with their times as the server told them. */
    private static final String SEGMENTS = """
            const [lane] = [...live.model.lanes.values()].filter(lane => lane.label === arguments[0]);
            return JSON.stringify(lane.segments.map(({state, from, to}) => ({state, from, to: to === Infinity ? null : to})))
            """;

    private static Chromium browser;

    private final PageScene scene = new PageScene();

    @BeforeAll
    static void starts(@TempDir Path profile) {
        browser = Chromium.start(profile);
    }

    @AfterAll
    static void ends() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void opens() throws Exception {
        browser.opens(scene.url());
        browser.sees("#connection", "live");
    }

    @AfterEach
    void closes() {
        scene.close();
    }

    private static void shows(String label, String states) throws Exception {
        Eventually.gives(label + " is shown as " + states, () -> browser.js(STATE, label), states::equals);
    }

    private void holderAndThreeWaiters() throws Exception {
        scene.posts("/stocktaking");
        scene.until("POST /stocktaking", "RUNNING", 1);
        for (int waiter = 1; waiter <= 3; waiter++) {
            scene.posts("/orders");
            scene.until("POST /orders", "WAITING_LOCK", waiter);
        }
        shows("POST /orders", "WAITING_LOCK WAITING_LOCK WAITING_LOCK");
    }

    private static void chooses(String label) {
        browser.js(
                "live.screen.select([...live.model.lanes.values()].find(lane => lane.label === arguments[0]))", label);
    }

    @Test
    void who_waits_for_a_lock_is_seen_with_who_holds_it() throws Exception {
        holderAndThreeWaiters();

        browser.sees("#sentence", "3 wait for lock “stock”, held by POST /stocktaking #");
        browser.sees("#graph .node.root", "POST /stocktaking #");
        assertThat(browser.text("#graph .node.root")).contains("3 wait for it");
        assertThat(browser.text("#graph .node:not(.root)")).contains("POST /orders × 3", "waits for lock “stock”");
        chooses("POST /orders");
        browser.sees("#selected-does", "Waits for lock “stock” held by POST /stocktaking #");
        assertThat(browser.js(
                        "return live.model.things.values().find(t => t.name === 'stock').waitingAt(live.screen.t)"))
                .isEqualTo(3L);
        browser.presses(Keys.ESCAPE);
        browser.picture("live-lock");

        scene.opens("stocktaking");
        shows("POST /orders", "ENDED ENDED ENDED");
    }

    @Test
    void a_chosen_lane_leads_to_the_root_blocker() throws Exception {
        holderAndThreeWaiters();
        chooses("POST /orders");
        browser.sees("#follow", "Follow to the root blocker, POST /stocktaking #");

        browser.presses(Keys.ENTER);

        browser.sees("#selected-name", "POST /stocktaking #");
        browser.presses(Keys.ESCAPE);
        browser.seesJs("nothing is chosen", "return live.screen.selected === undefined", Boolean.TRUE::equals);
    }

    @Test
    void wait_set_signal_and_reacquisition_are_told_apart_to_the_microsecond() throws Exception {
        scene.posts("/bake");
        shows("POST /bake", "WAIT_SET");
        scene.posts("/heat");
        scene.until("POST /bake", "SIGNALLED", 1);
        shows("POST /bake", "SIGNALLED");
        browser.sees("#graph .node.root", "POST /heat #");
        chooses("POST /bake");
        browser.sees("#selected-does", "Signalled, waits to have lock “oven” again held by POST /heat #");
        browser.picture("live-signalled");
        scene.opens("heat");
        shows("POST /bake", "RUNNING");

        JsonNode state = scene.site()
                .stateWhen("it is told", now -> !events(now, "reacquired").isEmpty());
        JsonNode shown = Site.json(String.valueOf(Eventually.gives(
                "the lock is had again",
                () -> browser.js(SEGMENTS, "POST /bake"),
                text -> String.valueOf(text).contains("SIGNALLED"))));
        assertThat(shown)
                .extracting(segment -> segment.get("state").asString())
                .containsExactly("RUNNING", "WAIT_SET", "SIGNALLED", "RUNNING");
        assertThat(shown.get(1).get("from")).isEqualTo(time(state, "waitSetEntered"));
        assertThat(shown.get(2).get("from")).isEqualTo(time(state, "signalled"));
        assertThat(shown.get(3).get("from")).isEqualTo(time(state, "reacquired"));
        assertThat(browser.js("return live.model.arrows.map(arrow => arrow.kind + ' ' + arrow.from.lane.label + ' → '"
                        + " + arrow.to.lane.label).join(', ')"))
                .isEqualTo("signal POST /heat → POST /bake, lock POST /heat → POST /bake");
    }

    private static List<JsonNode> events(JsonNode state, String kind) {
        return Site.in(state, "events", event -> event.get("k").asString().equals(kind));
    }

    private static JsonNode time(JsonNode state, String kind) {
        return events(state, kind).getFirst().get("t");
    }

    @Test
    void who_waits_for_a_connection_is_below_the_pool() throws Exception {
        for (int i = 0; i < 4; i++) {
            scene.gets("/pantry");
        }
        scene.until("GET /pantry", "WAITING_CONNECTION", 1);

        browser.sees("#graph .node.root", "pool “main”");
        browser.sees("#resources .pool", "3 of 3 leased · 1 waits");
        assertThat(browser.js("return document.querySelectorAll('#resources .pool .square.on').length"))
                .isEqualTo(3L);
        browser.sees("#transaction-list li", "GET /pantry #");
    }

    @Test
    void who_waits_for_a_row_is_seen_with_who_has_locked_it() throws Exception {
        scene.posts("/pantry/soup");
        scene.until("POST /pantry/soup", "RUNNING", 1);
        scene.site().stateWhen("its statement has ended", state -> {
            JsonNode id = Site.running(state, "POST /pantry/soup").getFirst().get("id");
            return events(state, "statementEnded").stream()
                    .anyMatch(event -> event.get("a").equals(id));
        });
        scene.posts("/pantry/soup");
        scene.until("POST /pantry/soup", "BLOCKED_BY_ROW", 1);

        browser.sees("#graph .node:not(.root)", "waits for a row");
        browser.sees("#transaction-list .locks", "POST /pantry/soup #");
        scene.opens("soup");
        browser.seesJs(
                "an arrow from the commit to who goes on",
                "return live.model.arrows.some(arrow => arrow.kind === 'row')",
                Boolean.TRUE::equals);
    }

    /** What the page is told of is not of one moment, and who waits may go on before the thread that commits does. */
    @Test
    void an_arrow_comes_from_a_commit_that_is_told_later_and_ended_later() {
        double when = browser.later("""
                const answer = arguments[arguments.length - 1];
                import('/live/assets/model.js').then(({ Model }) => {
                  const model = new Model();
                  model.apply({
                    now: 1000,
                    activities: [
                      { id: 1, began: 900, state: 'RUNNING', since: 900 },
                      { id: 2, began: 950, state: 'BLOCKED_BY_ROW', since: 960, holder: 1, detail: 'update dish' },
                    ],
                    events: [{ a: 2, k: 'statementBegan', t: 960 }],
                  });
                  model.apply({ now: 1100, events: [{ a: 2, k: 'statementEnded', t: 1050 }] });
                  model.apply({ now: 1200, events: [{ a: 1, k: 'commitBegan', t: 1049 }, { a: 1, k: 'commitEnded', t: 1060 }] });
                  const [arrow, ...others] = model.arrows;
                  answer(arrow && others.length === 0 && arrow.kind === 'row' && arrow.from.lane.id === 1 ? arrow.from.t : -1);
                }).catch((error) => answer(-2));
                """);

        assertThat(when).isEqualTo(1050);
    }

    @Test
    void a_deadlock_is_told_in_red_with_its_victim_and_nothing_else_is_red() throws Exception {
        assertThat(browser.js("return document.body.dataset.mood")).isEqualTo("calm");
        scene.posts("/fry");
        scene.posts("/wash");

        browser.sees("#knots .knot.proven", "Deadlock of 2");
        browser.sees("#knots .knot.proven", "lock \"pan\"");
        browser.clicks("#knots .knot.proven button");
        browser.seesJs(
                "the ring in red",
                "return document.querySelectorAll('#graph .node.ring.proven').length === 2"
                        + " && document.querySelectorAll('#graph path.proven').length > 1",
                Boolean.TRUE::equals);
        assertThat(browser.js("return document.body.dataset.mood")).isEqualTo("deadlock");
        browser.js("live.screen.zoom(0.4)");
        browser.picture("live-deadlock");
        browser.presses(Keys.END);
        shows("POST /fry", "ENDED");
        shows("POST /wash", "ENDED");
        assertThat(browser.js("return [...live.model.lanes.values()].filter(lane => lane.run === 2).length"))
                .isEqualTo(1L);
    }

    @Test
    void everything_at_once_can_still_be_told_apart() throws Exception {
        scene.posts("/bake");
        scene.until("POST /bake", "WAIT_SET", 1);
        holderAndThreeWaiters();
        scene.posts("/pantry/soup");
        scene.site()
                .stateWhen(
                        "one has locked the row",
                        state -> !Site.running(state, "POST /pantry/soup").isEmpty()
                                && !state.get("transactions").isEmpty());
        scene.posts("/pantry/soup");
        scene.until("POST /pantry/soup", "BLOCKED_BY_ROW", 1);
        scene.gets("/pantry");
        scene.gets("/pantry");
        scene.until("GET /pantry", "WAITING_CONNECTION", 1);
        scene.posts("/heat");
        scene.until("POST /bake", "SIGNALLED", 1);

        shows("POST /bake", "SIGNALLED");
        shows("GET /pantry", "RUNNING WAITING_CONNECTION");
        browser.seesJs(
                "four parts",
                "return document.querySelectorAll('#graph .node.root').length",
                roots -> roots.equals(4L));
        browser.js("live.screen.zoom(0.5)");
        browser.picture("live-all");
        browser.prefers("dark");
        browser.picture("live-all-dark");
        browser.prefers("light");
    }

    @Test
    void what_breaks_off_is_said_and_taken_up_again() throws Exception {
        int port = scene.site().server().port();
        scene.close();
        browser.sees("#connection", "not connected since");

        try (PageScene again = new PageScene(port, "fridge")) {
            browser.sees("#connection", "live");
            again.posts("/slow");
            again.until("POST /slow", "RUNNING", 1);
            shows("POST /slow", "RUNNING");
        }
    }

    @Test
    void the_lesson_is_told_step_by_step() throws Exception {
        browser.opens(scene.site().uri("/live/lesson").toString());
        browser.sees("#story-place", "1 of ");

        browser.presses("n");
        browser.sees("#story-place", "2 of ");
        String told = String.valueOf(browser.js(
                "return live.story.captions.map(caption => caption.title + ' ' + caption.text).join('\\n')"));
        assertThat(told)
                .contains("gets a thread of its own", "wait set", "has been signalled", "“await” returns", "commits");
        browser.js(
                "live.story.show(live.story.captions.findIndex(caption => caption.title.includes('has its lock back')))");
        browser.sees("#story-title", "has its lock back");
        browser.seesJs(
                "the moment of it",
                "return Math.abs(live.screen.t - live.story.captions[live.story.index].t) < 1e-6",
                Boolean.TRUE::equals);
        browser.picture("live-lesson");
        browser.presses("p");
        browser.sees("#story-title", "releases lock “oven”");
    }

    @Test
    void what_the_explorer_found_is_watched_step_by_step() throws Exception {
        String finding =
                new String(PageTest.class.getResourceAsStream("finding.json").readAllBytes(), StandardCharsets.UTF_8);
        browser.js(
                "const files = new DataTransfer(); files.items.add(new File([arguments[0]], 'finding.json'));"
                        + " const box = document.querySelector('#trace-file'); box.files = files.files;"
                        + " box.dispatchEvent(new Event('change'))",
                finding);

        browser.sees("#sentence", "Lost update: ");
        browser.sees("#outcomes", "this schedule");
        for (int step = 0; step < 6; step++) {
            browser.presses("n");
        }
        browser.sees("#story-place", "7 of ");
        browser.seesJs(
                "the end of the sixth step", "return live.screen.t > 5.99 && live.screen.t <= 6", Boolean.TRUE::equals);
        browser.picture("live-finding");
        browser.presses(Keys.ARROW_LEFT);
        browser.sees("#moment-text", "step 5 of ");
    }

    @Test
    void names_are_text_and_never_html() throws Exception {
        String name = "<img src=x onerror=\"window.hacked=1\">";
        try (PageScene named = new PageScene(0, name)) {
            browser.opens(named.url());
            named.posts("/named");
            named.until("POST /named", "RUNNING", 1);
            named.gets("/named");
            named.until("GET /named", "WAITING_LOCK", 1);

            browser.sees("#sentence", name);
            browser.sees("#graph .node", name);
            chooses("GET /named");
            browser.sees("#selected-does", name);
            browser.presses("t");
            browser.sees("#table-rows", name);
            assertThat(browser.js("return window.hacked ?? document.querySelectorAll('img').length"))
                    .isEqualTo(0L);
        }
    }

    @Test
    void the_page_stands_still_and_goes_on_by_the_space_bar() throws Exception {
        holderAndThreeWaiters();
        browser.presses(" ");
        browser.sees("#pause", "Go on");
        Object moment = browser.js("return live.screen.t");
        scene.opens("stocktaking");
        scene.site()
                .stateWhen(
                        "all is over",
                        state -> Site.running(state, "POST /orders").isEmpty());
        browser.seesJs(
                "it is known",
                "return [...live.model.lanes.values()].every(lane => lane.ended < Infinity)",
                Boolean.TRUE::equals);

        assertThat(browser.js("return live.screen.t")).isEqualTo(moment);
        shows("POST /orders", "WAITING_LOCK WAITING_LOCK WAITING_LOCK");
        browser.sees("#graph .node:not(.root)", "POST /orders × 3");
        browser.presses(" ");
        shows("POST /orders", "ENDED ENDED ENDED");
    }

    @Test
    void what_was_can_be_looked_at_again_and_sent_as_a_link() throws Exception {
        holderAndThreeWaiters();
        Object moment = browser.js("return live.screen.t");
        scene.opens("stocktaking");
        shows("POST /orders", "ENDED ENDED ENDED");

        browser.js("live.screen.goTo(arguments[0])", Objects.requireNonNull(moment));
        browser.sees("#moment-text", "−");
        shows("POST /orders", "WAITING_LOCK WAITING_LOCK WAITING_LOCK");
        chooses("POST /orders");
        String link = String.valueOf(browser.seesJs(
                "the link", "return location.href", href -> String.valueOf(href).contains("&a=")));
        browser.opens(link);
        browser.sees("#selected-name", "POST /orders #");
        shows("POST /orders", "WAITING_LOCK WAITING_LOCK WAITING_LOCK");
        browser.presses(Keys.ARROW_LEFT);
        browser.presses(Keys.END);
        browser.sees("#moment-text", "now");
    }

    @Test
    void lanes_are_filtered_searched_and_collapsed() throws Exception {
        holderAndThreeWaiters();
        String rows = "return live.timeline.lanes.rows.filter(r => r.type !== 'head')"
                + ".map(r => r.type === 'group' ? r.label + ' × ' + r.lanes.length : r.lane.label).join(', ')";
        browser.seesJs("all", rows, "POST /orders, POST /orders, POST /orders, POST /stocktaking"::equals);

        browser.presses("c");
        browser.seesJs("collapsed", rows, "POST /orders × 3, POST /stocktaking"::equals);
        browser.chooses("#filter-wait", "WAITING_LOCK");
        browser.seesJs("those who wait", rows, "POST /orders × 3"::equals);
        browser.chooses("#filter-wait", "");
        browser.chooses("#filter-route", "POST /stocktaking");
        browser.seesJs("one route", rows, "POST /stocktaking"::equals);
        browser.chooses("#filter-route", "");
        browser.presses("/");
        assertThat(browser.focused()).isEqualTo("search");
        browser.types("#search", "stocktaking");
        browser.seesJs("found", rows, "POST /stocktaking"::equals);
        browser.types("#search", Keys.ESCAPE);
        browser.seesJs("all again", rows, "POST /orders × 3, POST /stocktaking"::equals);
    }

    @Test
    void a_request_is_cancelled_after_a_question() throws Exception {
        var answer = scene.posts("/slow");
        shows("POST /slow", "RUNNING");
        chooses("POST /slow");
        browser.sees("#cancel", "Cancel…");

        browser.clicks("#cancel");
        browser.sees("#cancel-title", "Cancel POST /slow #");
        assertThat(browser.focused()).isEqualTo("cancel-no");
        browser.pressesHere(Keys.ESCAPE);
        assertThat(answer).isNotDone();
        browser.clicks("#cancel");
        browser.clicks("#cancel-yes");

        browser.sees("#cancel-answer", "It has been asked to end.");
        assertThat(answer.get().statusCode()).isEqualTo(503);
        browser.clicks("#cancel-no");
        browser.sees("#selected-does", "Has ended: cancelled, status 503");
    }

    @Test
    void the_lanes_are_a_table_too() throws Exception {
        holderAndThreeWaiters();

        browser.presses("t");

        browser.sees("#table-caption", "4 run");
        browser.sees("#table-rows", "POST /stocktaking #");
        assertThat(browser.text("#table-rows tr:first-child"))
                .contains("POST /orders #", "waiting for a lock", "lock “stock”", "POST /stocktaking #");
        assertThat(browser.text("#table-rows tr:last-child")).contains("POST /stocktaking #", "running");
    }

    @Test
    void lanes_are_chosen_by_the_keyboard_and_told() throws Exception {
        holderAndThreeWaiters();

        browser.presses(Keys.ARROW_DOWN);
        browser.sees("#selected-name", "POST /orders #");
        browser.presses(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        browser.sees("#selected-name", "POST /stocktaking #");
        browser.presses("?");
        browser.sees("#help", "follow to the root blocker");
    }

    @Test
    void what_is_drawn_has_the_colour_of_its_state() throws Exception {
        holderAndThreeWaiters();
        String colours = """
                const {lanes, v} = live.timeline;
                const row = lanes.rows.find(row => row.lane?.label === arguments[0]);
                if (!row) return 'none yet';
                const {data} = lanes.surface.ctx.getImageData(Math.round(v.scale.x(v.t)) - 14, Math.round(row.y - lanes.pane.scrollTop) + 5, 12, 12);
                let [r, g, b] = [0, 0, 0];
                for (let i = 0; i < data.length; i += 4) { r += data[i]; g += data[i + 1]; b += data[i + 2]; }
                return b > g && b > r ? 'violet' : g > b && g > r ? 'green' : 'neither'
                """;

        Eventually.gives("who waits is violet", () -> browser.js(colours, "POST /orders"), "violet"::equals);
        Eventually.gives("who runs is green", () -> browser.js(colours, "POST /stocktaking"), "green"::equals);
    }

    @Test
    void nothing_breaks_the_policy_of_the_page() throws Exception {
        browser.js(
                "window.broken = []; addEventListener('securitypolicyviolation', e => window.broken.push(e.violatedDirective))");
        holderAndThreeWaiters();
        chooses("POST /orders");
        browser.presses("?");
        browser.sees("#help", "How to read this page");

        assertThat(browser.js("return window.broken.join()")).isEqualTo("");
    }
}
