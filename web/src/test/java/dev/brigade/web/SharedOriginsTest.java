package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.audit.Verdict;
import org.junit.jupiter.api.Test;

/** All code that an application hands over is looked at, and the report names it. */
class SharedOriginsTest {
    private static final String NAME = "(\\S.*) → captured \"(\\w+)\" \\(Shop\\.java:\\d+\\).*";

    @Test
    void all_that_several_threads_run() {
        try (Audited audited = Audited.of("""
                class Shop {
                    static App app() {
                        Set<String> a = new HashSet<>(), b = new HashSet<>(), c = new HashSet<>(), d = new HashSet<>(),
                            e = new HashSet<>(), f = new HashSet<>(), g = new HashSet<>(), h = new HashSet<>(), i = new HashSet<>(),
                            j = new HashSet<>(), k = new HashSet<>(), l = new HashSet<>(), m = new HashSet<>(), n = new HashSet<>(),
                            o = new HashSet<>(), p = new HashSet<>(), q = new HashSet<>();
                        var app = App.named("shop");
                        app.get("/a", rq -> a.add(""));
                        app.around((rq, next) -> b.add("") ? "" : next.handle(rq));
                        app.before(rq -> c.add(""));
                        app.after((rq, answer) -> d.add("") ? answer : answer);
                        app.group("/staff", staff -> staff.before(rq -> e.add("")));
                        app.error(dev.brigade.web.errors.Conflict.class, (rq, error) -> f.add(""));
                        app.onStart(work -> g.add(""));
                        app.onStop(work -> h.add(""));
                        app.every(java.time.Duration.ofHours(1), "tidy", work -> i.add(""));
                        app.consume(app.queue("pass", String.class, 10), 1, (work, item) -> j.add(item))
                            .onFailure((work, item, error) -> k.add(""))
                            .handBack((work, items) -> l.add(""));
                        app.live("/live").allow(rq -> m.add(""));
                        app.get("/n", rq -> Response.stream("text/plain", out -> n.add("")));
                        app.get("/o", rq -> Response.events(events -> o.add("")));
                        app.get("/p", rq -> Response.streamRows("text/plain", (row, out) -> p.add(""), "select 1"));
                        app.get("/q", rq -> { rq.afterCommit(() -> q.add("")); return ""; });
                        return app;
                    }
                }
                """)) {
            assertThat(audited.report().with(Verdict.NOT_SAFE))
                    .flatExtracting(finding -> finding.ways())
                    .extracting(way -> way.replaceFirst(NAME, "$2 $1"))
                    .containsExactlyInAnyOrder(
                            "a GET /a",
                            "b filter",
                            "c filter",
                            "d filter",
                            "e filter of /staff",
                            "f error handler of Conflict",
                            "g start hook",
                            "h stop hook",
                            "i every PT1H: tidy",
                            "j consumer of pass",
                            "k failure hook of pass",
                            "l hand-back of pass",
                            "m allow of the live page",
                            "n GET /n",
                            "o GET /o",
                            "p GET /p",
                            "q GET /q");
        }
    }
}
