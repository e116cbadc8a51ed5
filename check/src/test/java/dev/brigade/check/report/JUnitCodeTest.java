package dev.brigade.check.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JUnitCodeTest {
    /** What of the explorer the code calls. */
    private static final String EXPLORE = """
            package dev.brigade.check;

            public class Explore {
                public interface Code { void run() throws Exception; }
                public static void replay(String replay, Code code) {}
                public static <A> Explore app(java.util.function.Supplier<A> app) { return new Explore(); }
                public Explore request(String method, String target) { return this; }
                public Explore request(String method, String target, String body) { return this; }
                public void replay(String replay) {}
            }
            """;

    private static final String KITCHEN =
            "package kitchen; public class Kitchen { public static Object app() { return 1; } }";

    @TempDir
    Path folder;

    @Test
    void the_code_for_a_test_calls_that_test_and_compiles_within_its_class() {
        String code = JUnitCode.of(Findings.counter(0));

        assertThat(code).isEqualTo("""
                // to be pasted into CounterTest
                /** Lost update: adder 1 and adder 2 both read count = 0, and both wrote 1. */
                @Test
                void two_adds_replays_lost_update() {
                    Explore.replay("t0 t1*2 t0", this::two_adds);
                }
                """);
        assertThat(errors(
                        "CounterTest",
                        "import dev.brigade.check.Explore; import org.junit.jupiter.api.Test;"
                                + " class CounterTest { void two_adds() {} " + code + "}"))
                .isEmpty();
    }

    @Test
    void the_code_for_an_application_is_a_class_that_compiles() {
        assertThat(errors("LostUpdateReplayTest", JUnitCode.of(Findings.lostUpdate())))
                .isEmpty();
    }

    @Test
    void the_code_of_requests_with_headers_or_a_form_sends_these() {
        String code = JUnitCode.of(about(new Subject.Call(
                "POST",
                "/orders",
                "application/x-www-form-urlencoded",
                "dish=soup",
                Map.of("Cookie", "session=\"a\""))));

        assertThat(code)
                .contains("import dev.brigade.web.Example;\n")
                .contains(
                        ".request(new Example(\"POST\", \"/orders\", \"application/x-www-form-urlencoded\", \"dish=soup\")"
                                + ".header(\"Cookie\", \"session=\\\"a\\\"\"))");
    }

    private static Finding about(Subject.Call call) {
        Finding plain = Findings.lostUpdate();
        return new Finding(
                new Subject.Application("kitchen.Kitchen.app", List.of(call)),
                plain.anomaly(),
                plain.sentence(),
                plain.threads(),
                plain.steps(),
                plain.serial(),
                plain.found(),
                plain.waits(),
                plain.fixes(),
                plain.replay(),
                1,
                1);
    }

    @Test
    void whatever_a_request_or_a_sentence_has_in_it_the_code_compiles() {
        String hostile = "\"; */ \\u0022 \\ \t\n\u202e\u0000 </pre>@see {@link 料理 \ud83c\udf72 \ud83c";
        Finding plain = Findings.lostUpdate();
        Finding finding = new Finding(
                new Subject.Application(
                        "kitchen.Kitchen.app", List.of(new Subject.Call(hostile, "/" + hostile, hostile))),
                plain.anomaly(),
                hostile,
                plain.threads(),
                plain.steps(),
                plain.serial(),
                plain.found(),
                plain.waits(),
                plain.fixes(),
                plain.replay(),
                1,
                1);

        assertThat(errors("LostUpdateReplayTest", JUnitCode.of(finding))).isEmpty();
    }

    @Test
    void names_of_methods_are_made_of_whatever_there_is() {
        assertThat(JUnitCode.identifier("POST /orders/{id}")).isEqualTo("post_orders_id");
        assertThat(JUnitCode.identifier("404")).isEqualTo("it_404");
        assertThat(JUnitCode.identifier("class")).isEqualTo("it_class");
        assertThat(JUnitCode.identifier("料理")).isEqualTo("it_");
    }

    @Test
    void without_a_test_the_call_alone_is_shown() {
        Finding plain = Findings.counter(0);
        Finding finding = new Finding(
                new Subject.Threads(""),
                plain.anomaly(),
                plain.sentence(),
                plain.threads(),
                plain.steps(),
                plain.serial(),
                plain.found(),
                plain.waits(),
                plain.fixes(),
                plain.replay(),
                1,
                1);

        assertThat(JUnitCode.of(finding)).isEqualTo("""
                // where the test explores, call this instead:
                .replay("t0 t1*2 t0");
                """);
    }

    private List<String> errors(String name, String code) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        compiler.getTask(
                        null,
                        null,
                        found,
                        List.of("-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(
                                source("dev/brigade/check/Explore", EXPLORE),
                                source("kitchen/Kitchen", KITCHEN),
                                source(name, code)))
                .call();
        return found.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(one -> one + "\n" + code)
                .toList();
    }

    private static JavaFileObject source(String name, String code) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }
}
