package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command shared, and the warnings at start. */
class SharedCommandTest {
    private static final String UNSAFE = """
            class Shop {
                static App app() {
                    var seen = new HashSet<String>();
                    return App.named("shop", app -> app.get("/", rq -> seen.add(rq.path())));
                }
            }
            """;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int shared(App app, String... settings) {
        return SharedAudit.print(app, to(out), to(err), List.of(settings));
    }

    private static PrintStream to(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void ends_with_0_if_nothing_is_unsafe_and_with_1_if_something_is() {
        try (Audited unsafe = Audited.of(UNSAFE)) {
            assertThat(shared(unsafe.app())).isEqualTo(1);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("NOT SAFE  HashSet");
        }
        assertThat(shared(App.named("empty"))).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_wrong_setting_is_the_callers_mistake_and_ends_with_2() {
        assertThat(shared(App.named("shop"), "--prot", "1")).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("shop can't be looked at. ")
                .contains("Did you mean \"port\"?");
    }

    @Test
    void a_start_in_development_warns_once_for_each_finding() {
        try (Audited unsafe = Audited.of(UNSAFE);
                LogLines log = new LogLines("brigade");
                Client _ = unsafe.app().client("--mode", "development")) {
            assertThat(log.with("NOT SAFE"))
                    .containsExactly(
                            "WARN HashSet is shared by threads and NOT SAFE: threads that change it at once lose what the"
                                    + " other wrote, and who reads meanwhile may see it half changed; used without a lock in Shop.java:5."
                                    + " Instead: ConcurrentHashMap.newKeySet(), or one lock around every use."
                                    + " Reached from GET / → captured \"seen\" (Shop.java:5)");
        }
    }

    @Test
    void a_start_in_production_warns_only_if_it_is_told_to() {
        try (Audited unsafe = Audited.of(UNSAFE);
                LogLines log = new LogLines("brigade");
                Client _ = unsafe.app().client()) {
            assertThat(log.with("NOT SAFE")).isEmpty();
        }
        try (Audited unsafe = Audited.of(UNSAFE);
                LogLines log = new LogLines("brigade");
                Client _ = unsafe.app().client("--shared.audit", "on")) {
            assertThat(log.with("NOT SAFE")).hasSize(1);
        }
        try (Audited unsafe = Audited.of(UNSAFE);
                LogLines log = new LogLines("brigade");
                Client _ = unsafe.app().client("--mode", "development", "--shared.audit", "off")) {
            assertThat(log.with("NOT SAFE")).isEmpty();
        }
    }
}
