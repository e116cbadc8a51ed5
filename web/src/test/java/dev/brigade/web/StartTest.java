package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.errors.NotFound;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that goes well, and what it says of mistakes. */
class StartTest {
    private final App app = App.named("test");

    private ClientResponse get(String target) {
        try (Client client = app.client()) {
            return client.get(target);
        }
    }

    @Test
    void anApplicationIsStartedOnce() {
        app.get("/", rq -> "");
        get("/");
        assertThatThrownBy(() -> get("/"))
                .hasMessage("Application test has been started already; call its factory again");
    }

    @Test
    void mistakesAreToldAtStart() {
        app.get("/a/{x}", rq -> "");
        app.get("/a/{y}", rq -> "");
        assertThatThrownBy(() -> get("/"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("two routes for GET /a/{y}");
        assertThatThrownBy(() -> App.named("My App")).hasMessageContaining("no name for an application");
        assertThatThrownBy(() -> App.named("x").migrations("db")).hasMessageContaining(".database(…)");
    }

    @Test
    void aPortThatNoneIsIsToldAsAMistakeOfTheSetting() {
        assertThatThrownBy(() -> App.named("far").start("--port", "99999"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("65535");
    }

    @Test
    void aHostThatIsNotThereIsTold() {
        assertThatThrownBy(() -> App.named("far").start("--port", "0", "--host", "nosuch.invalid"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("no such host");
    }

    @ParameterizedTest
    @CsvSource({
        "http.max.connections, 0",
        "http.max.head, 10",
        "http.max.body, -1",
        "http.max.body, 99999999999",
        "http.head.deadline, 0s",
        "http.body.grace, P-1D",
        "http.body.rate, 0",
        "http.write.grace, 99999999h",
        "http.write.rate, -5",
        "http.idle.deadline, 0ms",
        "requests.running, 0",
        "requests.wait, P-1D",
        "retry.runs, 0",
        "stop.grace, P-1D",
        "stop.grace, 9999999999h",
        "static.max.age, P-1D",
        "database.idle.warning, 9999999999h",
        "database.pool.timeout, 9999999999h",
        "guard.wait, 9999999999h",
        "guard.held, 9999999999h"
    })
    void aSettingThatCanNotBeIsToldAtTheStart(String name, String value) {
        assertThatThrownBy(() -> App.named("wrong").client("--" + name, value))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Setting " + name)
                .hasMessageContaining("set it to");
    }

    @Test
    void aStartAsksNoErrorHandler() {
        List<String> asked = new ArrayList<>();
        App quiet = App.named("quiet");
        quiet.error(NotFound.class, (rq, e) -> {
            asked.add(rq.path());
            return Response.ok("none").status(404);
        });
        try (Server _ = quiet.start("--port", "0")) {
            assertThat(asked).isEmpty();
        }
    }
}
