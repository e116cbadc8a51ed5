package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.AppCheck;
import dev.brigade.check.report.Anomaly;
import dev.brigade.check.report.Pair;
import dev.brigade.check.report.Verdict;
import dev.brigade.web.App;
import dev.brigade.web.Example;
import dev.brigade.web.Request;
import dev.brigade.web.Route;
import dev.brigade.web.errors.Conflict;
import dev.brigade.web.errors.HttpError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Every pair of an application's routes, without a test of its own. */
class AppCheckTest {

    /** Moves pieces between two shelves: from there, then to there. */
    private static Route shelves(App app) {
        return app.post("/move/{from}/{to}", rq -> {
            add(rq, rq.path("from"), -1);
            add(rq, rq.path("to"), 1);
            return "moved";
        });
    }

    private static void add(Request rq, String shelf, int pieces) {
        rq.db().execute("update shelf set pieces = pieces + ? where name = ?", pieces, shelf);
    }

    private static App app() {
        return App.named("shelves").database("jdbc:h2:mem:shelves").migrations("shelves");
    }

    private static App withOneExample() {
        App app = app();
        shelves(app).example("/move/cellar/front");
        return app;
    }

    private static App withTwoExamples() {
        App app = app();
        shelves(app).example("/move/cellar/front").example("/move/front/cellar");
        return app;
    }

    private static App onPurpose() {
        App app = app();
        shelves(app).example("/move/cellar/front").example("/move/front/cellar").tolerates("deadlock", "it is a test");
        return app;
    }

    private static Verdict verdict(AppCheck.Result result) {
        assertThat(result.pairs()).hasSize(1);
        return result.pairs().getFirst().verdict();
    }

    private static AppCheck.Result check(java.util.function.Supplier<App> app) {
        return AppCheck.of(app).run(_ -> {});
    }

    private static App behindLogin() {
        App app = app();
        app.before(rq -> {
            if (!rq.header("Authorization").equals(Optional.of("Bearer cook"))) {
                throw new HttpError(401, "log in");
            }
        });
        return app;
    }

    private static App refusing() {
        App app = behindLogin();
        shelves(app).example("/move/cellar/front");
        return app;
    }

    private static App lettingIn() {
        App app = behindLogin();
        shelves(app).example(Example.of("POST", "/move/cellar/front").header("Authorization", "Bearer cook"));
        return app;
    }

    @Test
    void a_route_that_lets_nobody_in_is_not_certified() {
        AppCheck.Result result = check(AppCheckTest::refusing);

        assertThat(verdict(result)).isEqualTo(new Verdict.Refused("POST /move/{from}/{to}", "401"));
        Pair pair = result.pairs().getFirst();
        assertThat(pair.verdictText())
                .isEqualTo(
                        "not run: alone, POST /move/{from}/{to} is answered 401; give an example that is let in, of somebody"
                                + " who is among the rows that the migrations make");
        assertThat(pair.isRun()).isFalse();
        assertThat(pair.safeAtReadCommitted()).isEqualTo(Pair.Safe.UNKNOWN);
        assertThat(result.certificates()).isEmpty();
    }

    @Test
    void an_example_with_a_header_is_let_in() {
        assertThat(verdict(check(AppCheckTest::lettingIn))).isInstanceOf(Verdict.Passed.class);
    }

    private static App afterTheOther() {
        App app = App.named("till");
        AtomicBoolean open = new AtomicBoolean();
        app.post("/close", rq -> {
                    if (!open.getAndSet(false)) {
                        throw new Conflict("closed already");
                    }
                    return "closed";
                })
                .example("/close");
        app.post("/open", rq -> {
                    open.set(true);
                    return "open";
                })
                .example("/open");
        return app;
    }

    @Test
    void a_route_that_is_let_in_after_the_other_one_is_explored_beside_it() {
        AppCheck.Result result = check(AppCheckTest::afterTheOther);

        assertThat(result.pairs())
                .extracting(Pair::verdictText)
                .containsExactly(
                        "not run: alone, POST /close is answered 409; give an example for which the rows that the"
                                + " migrations make are enough",
                        "certified",
                        "certified");
    }

    @Test
    void a_part_that_no_route_contains_is_refused_and_only_rows_of_wanted_routes_are_shown() {
        assertThatThrownBy(() ->
                        AppCheck.of(AppCheckTest::afterTheOther).only("/typo").run(_ -> {}))
                .isInstanceOf(AppCheck.NoSuchRoute.class)
                .hasMessage("No route contains \"/typo\"; there are POST /close, POST /open.");
    }

    @Test
    void a_route_with_one_example_is_explored_beside_itself_with_that() {
        assertThat(verdict(check(AppCheckTest::withOneExample))).isInstanceOf(Verdict.Passed.class);
    }

    @Test
    void a_route_with_two_examples_is_explored_with_both_together() {
        AppCheck.Result result = check(AppCheckTest::withTwoExamples);

        assertThat(verdict(result)).isEqualTo(new Verdict.Found(Anomaly.DEADLOCK));
        assertThat(result.hasFindings()).isTrue();
    }

    @Test
    void what_a_route_tolerates_is_named_and_no_finding() {
        AppCheck.Result result = check(AppCheckTest::onPurpose);

        assertThat(result.pairs())
                .extracting(Pair::verdict)
                .allSatisfy(verdict -> assertThat(verdict).isInstanceOf(Verdict.Suppressed.class));
        assertThat(result.hasFindings()).isFalse();
        assertThat(result.findings()).isEqualTo(List.of());
    }
}
