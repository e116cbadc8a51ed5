package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.brigade.web.settings.SettingsException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** By what others know a request: in what its thread logs, in the answer to errors, and nowhere afterwards. */
class CorrelationTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("brigade.CorrelationTest");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final App app = App.named("test");

    CorrelationTest() {
        app.get("/", rq -> {
            LOG.info("in the handler");
            return rq.correlation().orElse("none");
        });
    }

    @BeforeEach
    void listen() {
        logged.start();
        LOG.addAppender(logged);
    }

    @AfterEach
    void listenNoMore() {
        LOG.detachAppender(logged);
    }

    /** In the MDC of the line that the handler logged last; none if there is nothing. */
    private String inTheLog() {
        return logged.list.getLast().getMDCPropertyMap().getOrDefault("correlation", "none");
    }

    @Test
    void the_first_header_that_is_there_is_told_and_stands_in_the_log() {
        try (Client client = app.client()) {
            assertThat(client.with("X-Request-Id", "r-1.a_B")
                            .with("traceparent", TRACE)
                            .get("/")
                            .text())
                    .isEqualTo("r-1.a_B");
            assertThat(inTheLog()).isEqualTo("r-1.a_B");
            assertThat(client.with("Traceparent", TRACE).get("/").text()).isEqualTo(TRACE);
            assertThat(inTheLog()).isEqualTo(TRACE);
        }
    }

    @Test
    void without_one_the_thread_has_no_map_and_with_one_it_is_gone_afterwards() {
        AtomicReference<Map<String, String>> map = new AtomicReference<>(Map.of());
        app.get("/map", _ -> {
            Map<String, String> now = MDC.getCopyOfContextMap();
            map.set(now == null ? new HashMap<>() : now);
            return "";
        });
        try (Client client = app.client()) {
            client.with("X-Request-Id", "r1").get("/map");
            assertThat(map.get()).containsExactly(Map.entry("correlation", "r1"));
            client.get("/map");
            assertThat(map.get()).isEmpty();
            assertThat(client.get("/").text()).isEqualTo("none");
            assertThat(inTheLog()).isEqualTo("none");
            assertThat(MDC.get("correlation")).isNull();
        }
    }

    @Test
    void it_is_gone_from_a_thread_that_called_for_a_tool_too() throws Exception {
        try (Client client = app.client(Harness.over(Map.of()))) {
            assertThat(client.with("X-Request-Id", "r1").get("/").text()).isEqualTo("r1");
            assertThat(MDC.get("correlation")).isNull();
        }
    }

    @Test
    void a_further_thread_does_not_have_it() {
        app.get("/forks", _ -> {
            Thread.ofVirtual().start(() -> LOG.info("in a further thread")).join();
            return "";
        });
        try (Client client = app.client()) {
            client.with("X-Request-Id", "r1").get("/forks");
            assertThat(inTheLog()).isEqualTo("none");
        }
    }

    static Stream<String> notTaken() {
        return Stream.of("", "a b", "a,b", "é", "<b>", "a\"b", "x".repeat(129), "a/b", "a=b");
    }

    @ParameterizedTest
    @MethodSource("notTaken")
    void what_could_forge_or_fill_lines_is_not_taken(String value) {
        try (Client client = app.client()) {
            assertThat(client.with("X-Request-Id", value).get("/").text()).isEqualTo("none");
            assertThat(client.with("X-Request-Id", value)
                            .with("traceparent", TRACE)
                            .get("/")
                            .text())
                    .isEqualTo(TRACE);
            assertThat(client.with("X-Request-Id", "x".repeat(128)).get("/").text())
                    .hasSize(128);
        }
    }

    @Test
    void answers_of_5xx_name_it_beside_the_request() {
        app.get("/fails", _ -> {
            throw new IllegalStateException("on purpose");
        });
        try (Client client = app.client()) {
            Client known = client.with("X-Request-Id", "r1");
            Map<?, ?> problem = known.get("/fails").json(Map.class);
            assertThat(problem.get("correlation")).isEqualTo("r1");
            assertThat(String.valueOf(problem.get("request"))).startsWith("GET /fails #");
            assertThat(known.with("Accept", "text/html").get("/fails").text()).containsPattern("GET /fails #\\d+, r1<");
            assertThat(known.get("/nowhere").text()).doesNotContain("r1");
            assertThat(client.get("/fails").text()).doesNotContain("correlation");
        }
    }

    @Test
    void the_setting_says_which_headers() {
        try (Client client = app.client("--log.correlation", "X-Amzn-Trace-Id")) {
            assertThat(client.with("X-Request-Id", "r1").get("/").text()).isEqualTo("none");
            assertThat(client.with("X-Amzn-Trace-Id", "t1").get("/").text()).isEqualTo("t1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , "})
    void the_setting_may_say_none(String none) {
        try (Client client = app.client("--log.correlation", none)) {
            assertThat(client.with("X-Request-Id", "r1").get("/").text()).isEqualTo("none");
        }
    }

    @Test
    void what_can_not_be_the_name_of_a_header_is_told_at_start() {
        assertThatThrownBy(() -> app.client("--log.correlation", "X-Request-Id, X Trace"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Setting log.correlation has \"X Trace\", which can't be the name of a header");
    }
}
