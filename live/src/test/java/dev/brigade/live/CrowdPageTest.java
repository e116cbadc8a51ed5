package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.App;
import dev.brigade.web.EventStream;
import dev.brigade.web.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page with ten thousand requests in flight, of which five hundred change ten times a second. The real server shows no more than two
 * thousand; here one that shows all speaks for it.
 */
class CrowdPageTest {
    private static final int REQUESTS = 10_000;
    private static final int CHANGES = 500;
    private static final int PERIOD_MILLIS = 100;
    private static final String[] STATES = {"RUNNING", "IN_SQL", "WAITING_LOCK", "WAITING_CONNECTION"};

    /** Frames a second, as the page counts those that it draws. */
    private static final String RATE = """
            const done = arguments[arguments.length - 1];
            const live = window.brigadeLive;
            const frames = live.rate.frames, begin = performance.now();
            setTimeout(() => done((live.rate.frames - frames) * 1000 / (performance.now() - begin)), 4000)
            """;

    private final Random random = new Random(1);
    private final long zero = System.nanoTime();

    @Test
    void ten_thousand_lanes_move_smoothly(@TempDir Path profile) throws Exception {
        App app = App.named("crowd");
        app.get("/live", rq -> Response.html(text("index.html").replace("@BASE@", "/live/")));
        app.get("/live/assets/{file}", rq -> {
            String name = rq.path("file");
            String type =
                    name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "image/svg+xml";
            return Response.bytes(
                    type + "; charset=utf-8", text("assets/" + name).getBytes(StandardCharsets.UTF_8));
        });
        app.get("/live/events", rq -> Response.events(this::send));
        try (Site site = Site.of(app);
                Chromium browser = Chromium.start(profile)) {
            browser.opens(site.uri("/live").toString());
            browser.sees("#sentence", "10,000 requests");
            browser.seesJs("it is fed", "return live.model.version", version -> version instanceof Long n && n > 30);

            double together = browser.later(RATE);
            browser.picture("live-crowd");
            browser.presses("c");
            browser.seesJs("each for itself", "return live.timeline.lanes.rows.length", rows -> rows.equals(10_001L));
            double each = browser.later(RATE);

            System.out.printf(
                    Locale.ROOT,
                    "10,000 lanes, 5,000 changes a second: %.0f frames a second as groups, %.0f each for itself%n",
                    together,
                    each);
            assertThat(together).isGreaterThan(10);
            assertThat(each).isGreaterThan(10);
        }
    }

    private static String text(String name) throws IOException {
        try (InputStream in = CrowdPageTest.class.getResourceAsStream("page/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void send(EventStream events) throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder();
        for (int id = 1; id <= REQUESTS; id++) {
            activity(all, id);
        }
        events.send("state", "{\"app\":\"crowd\",\"node\":\"here\",\"events\":[]," + rest(all));
        while (true) {
            Thread.sleep(PERIOD_MILLIS);
            StringBuilder some = new StringBuilder();
            for (int i = 0; i < CHANGES; i++) {
                activity(some, 1 + random.nextInt(REQUESTS));
            }
            events.send("delta", "{" + rest(some));
        }
    }

    private void activity(StringBuilder json, int id) {
        String label = "GET /page/" + id % 5;
        json.append(json.isEmpty() ? "" : ",")
                .append(String.format(
                        Locale.ROOT,
                        "{\"id\":%d,\"kind\":\"request\",\"label\":\"%s\",\"name\":\"%s #%d\",\"state\":\"%s\",\"at\":\"t1\","
                                + "\"since\":%.3f,\"began\":0.5,\"run\":1,\"cancellable\":true}",
                        id,
                        label,
                        label,
                        id,
                        STATES[random.nextInt(STATES.length)],
                        now()));
    }

    private String rest(StringBuilder activities) {
        return String.format(
                Locale.ROOT,
                "\"now\":%.3f,\"wall\":%d,\"sentence\":\"10,000 requests\",\"mood\":\"calm\",\"transactions\":[],\"edges\":[],\"knots\":[],"
                        + "\"things\":[{\"id\":\"t1\",\"kind\":\"lock\",\"name\":\"stock\",\"holders\":[],\"waiters\":[]}],\"activities\":[%s]}",
                now(),
                System.currentTimeMillis(),
                activities);
    }

    private double now() {
        return (System.nanoTime() - zero) / 1e6;
    }
}
