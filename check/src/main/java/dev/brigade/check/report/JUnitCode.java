package dev.brigade.check.report;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javax.lang.model.SourceVersion;

/** The source of a JUnit test that replays a finding: it fails until the anomaly is gone. To be pasted as it is. */
public final class JUnitCode {
    private JUnitCode() {}

    /**
     * The test for {@code finding}: a whole class for an application; for the threads of a test a method for that test's class.
     */
    public static String of(Finding finding) {
        return Words.visible(
                switch (finding.subject()) {
                    case Subject.Threads threads -> forThreads(finding, threads);
                    case Subject.Application application -> forApplication(finding, application);
                });
    }

    private static String forThreads(Finding finding, Subject.Threads threads) {
        String method = threads.method();
        if (!SourceVersion.isName(method) || threads.simpleClass().isEmpty()) {
            return "// where the test explores, call this instead:\n.replay(" + literal(finding.replay()) + ");\n";
        }
        return """
                // to be pasted into %s
                /** %s */
                @Test
                void %s_replays_%s() {
                    Explore.replay(%s, this::%s);
                }
                """.formatted(
                        threads.simpleClass(),
                        comment(finding),
                        method,
                        identifier(finding.anomaly().text()),
                        literal(finding.replay()),
                        method);
    }

    private static String forApplication(Finding finding, Subject.Application application) {
        int dot = Math.max(0, application.factory().lastIndexOf('.'));
        String owner = application.factory().substring(0, dot).replace('$', '.');
        String simple = owner.substring(owner.lastIndexOf('.') + 1);
        StringBuilder calls = new StringBuilder();
        for (Subject.Call call : application.requests()) {
            calls.append("                .request(").append(request(call)).append(")\n");
        }
        boolean plain = application.requests().stream().allMatch(Subject.Call::isPlain);
        String anomaly = identifier(finding.anomaly().text());
        return """
                import dev.brigade.check.Explore;
                %s%simport org.junit.jupiter.api.Test;

                class %sReplayTest {
                    /** %s */
                    @Test
                    void %s() {
                        Explore.app(%s::%s)
                %s                .replay(%s);
                    }
                }
                """.formatted(
                plain ? "" : "import dev.brigade.web.Example;\n",
                owner.contains(".") ? "import " + owner + ";\n" : "",
                camel(finding.anomaly().text()),
                comment(finding),
                anomaly + "_of_" + identifier(requests(application.requests())),
                simple.isEmpty() ? "Main" : simple,
                application
                        .factory()
                        .substring(Math.min(dot + 1, application.factory().length())),
                calls,
                literal(finding.replay()));
    }

    private static String request(Subject.Call call) {
        StringBuilder code = new StringBuilder();
        code.append(literal(call.method())).append(", ").append(literal(call.target()));
        if (call.isPlain()) {
            return call.body().isEmpty()
                    ? code.toString()
                    : code.append(", ").append(literal(call.body())).toString();
        }
        code.insert(0, "new Example(")
                .append(", ")
                .append(literal(call.contentType()))
                .append(", ")
                .append(literal(call.body()))
                .append(")");
        new TreeMap<>(call.headers())
                .forEach((name, value) -> code.append(".header(")
                        .append(literal(name))
                        .append(", ")
                        .append(literal(value))
                        .append(")"));
        return code.toString();
    }

    private static String requests(List<Subject.Call> calls) {
        return String.join(
                " and ",
                calls.stream()
                        .map(call -> call.method() + " " + path(call.target()))
                        .distinct()
                        .toList());
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String comment(Finding finding) {
        String text = Words.clean(Words.capital(finding.anomaly().text()) + ": " + finding.sentence());
        // whatever a sentence quotes, it must end neither the comment nor begin an escape or a tag
        return text.replace("*/", "* /")
                .replace("\\", "&#92;")
                .replace("<", "&lt;")
                .replace("@", "&#64;");
    }

    /** A Java string literal for any text. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c < ' '
                            || c == 0x7F
                            || Character.getType(c) == Character.FORMAT
                            || Character.isSurrogate((char) c)) {
                        literal.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        literal.append((char) c);
                    }
                }
            }
        });
        return literal.append('"').toString();
    }

    /** {@code post_orders} for {@code POST /orders}. */
    static String identifier(String text) {
        String name =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        if (name.length() > 80) {
            name = name.substring(0, 80).replaceAll("_+$", "");
        }
        return name.isEmpty() || !Character.isLetter(name.charAt(0)) || !SourceVersion.isName(name)
                ? "it_" + name
                : name;
    }

    private static String camel(String text) {
        StringBuilder name = new StringBuilder();
        for (String word : identifier(text).split("_", -1)) {
            name.append(Words.capital(word));
        }
        return name.toString();
    }
}
