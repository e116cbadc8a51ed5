package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.Explore;
import dev.brigade.check.report.ExplorationException;
import dev.brigade.web.App;
import dev.brigade.web.errors.Unauthorized;
import org.junit.jupiter.api.Test;

/** Requests of which none is let in prove nothing. */
class RefusedRequestsTest {

    private static App app() {
        return App.named(
                "guarded",
                app -> app.get("/", rq -> {
                    if (rq.header("Authorization").isEmpty()) {
                        throw new Unauthorized("Who are you?");
                    }
                    return "in";
                }));
    }

    @Test
    void requests_that_are_all_refused_are_no_proof() {
        assertThatThrownBy(() -> Explore.app(RefusedRequestsTest::app)
                        .together(one -> one.get("/"), two -> two.get("/"))
                        .verify())
                .isInstanceOf(ExplorationException.class)
                .hasMessageStartingWith(
                        "No request was let in, in any run: request 0 was answered 401, request 1 was answered 401.");
    }

    @Test
    void unless_that_is_what_is_explored_or_one_is_let_in() {
        assertThat(Explore.app(RefusedRequestsTest::app)
                        .together(one -> one.get("/"), two -> two.get("/"))
                        .refusalsToo()
                        .verify()
                        .finding())
                .isEmpty();
        assertThat(Explore.app(RefusedRequestsTest::app)
                        .together(
                                one -> one.get("/"),
                                two -> two.with("Authorization", "Basic x").get("/"))
                        .verify()
                        .finding())
                .isEmpty();
    }
}
