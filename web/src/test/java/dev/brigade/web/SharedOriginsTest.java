package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.audit.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All code that an application hands over is looked at, and the report names it. */
class SharedOriginsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET /                         | app.get("/", rq -> seen.add(""));
            filter                        | app.around((rq, next) -> seen.add("") ? "" : next.handle(rq));
            filter                        | app.before(rq -> seen.add(""));
            filter                        | app.after((rq, answer) -> seen.add("") ? answer : answer);
            filter of /staff              | app.group("/staff", staff -> staff.before(rq -> seen.add("")));
            error handler of Conflict     | app.error(dev.brigade.web.errors.Conflict.class, (rq, error) -> seen.add(""));
            start hook                    | app.onStart(work -> seen.add(""));
            stop hook                     | app.onStop(work -> seen.add(""));
            every PT1H: tidy              | app.every(java.time.Duration.ofHours(1), "tidy", work -> seen.add(""));
            consumer of pass              | app.consume(pass, 1, (work, item) -> seen.add(item));
            failure hook of pass          | app.consume(pass, 1, (work, item) -> {}).onFailure((work, item, error) -> seen.add(""));
            hand-back of pass             | app.consume(pass, 1, (work, item) -> {}).handBack((work, items) -> seen.add(""));
            allow of the live page        | app.live("/live").allow(rq -> seen.add(""));
            GET /                         | app.get("/", rq -> Response.stream("text/plain", out -> seen.add("")));
            GET /                         | app.get("/", rq -> Response.events(events -> seen.add("")));
            GET /                         | app.get("/", rq -> Response.streamRows("text/plain", (rows, out) -> seen.add(""), "select 1"));
            GET /                         | app.get("/", rq -> { rq.afterCommit(() -> seen.add("")); return ""; });
            """)
    void what_several_threads_run(String origin, String declaration) {
        try (Audited audited = Audited.of("""
                class Shop {
                    static App app() {
                        var seen = new HashSet<String>();
                        return App.named("shop", app -> {
                            var pass = app.queue("pass", String.class, 10);
                            %s
                        });
                    }
                }
                """.formatted(declaration))) {
            assertThat(audited.report().with(Verdict.NOT_SAFE))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.ways())
                            .singleElement()
                            .asString()
                            .startsWith(origin + " → captured \"seen\" (Shop.java:7)"));
        }
    }
}
