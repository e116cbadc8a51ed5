package dev.brigade.check.report;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A finding as JSON, for tools, and to be watched step by step in the live page: an object with the components of {@link Finding}. The
 * subject is an object with a {@code name}, the anomaly its {@link Anomaly#text}.
 */
public final class FindingJson {
    public static final String SUFFIX = ".json";

    private FindingJson() {}

    /** The text. */
    public static String of(Finding finding) {
        return object(
                        "subject",
                        object("name", string(finding.subject().name())),
                        "anomaly",
                        string(finding.anomaly().text()),
                        "sentence",
                        string(finding.sentence()),
                        "threads",
                        strings(finding.threads()),
                        "steps",
                        array(finding.steps(), FindingJson::step),
                        "serial",
                        array(finding.serial(), FindingJson::outcome),
                        "found",
                        outcome(finding.found()),
                        "waits",
                        strings(finding.waits()),
                        "fixes",
                        array(finding.fixes(), fix -> object("text", string(fix.text()), "proof", string(fix.proof()))),
                        "replay",
                        string(finding.replay()),
                        "schedules",
                        String.valueOf(finding.schedules()),
                        "switches",
                        String.valueOf(finding.switches()))
                + "\n";
    }

    private static String step(TraceStep step) {
        return object(
                "thread",
                String.valueOf(step.thread()),
                "what",
                string(step.what()),
                "value",
                string(step.value()),
                "touches",
                strings(step.touches()),
                "where",
                string(step.where()),
                "holds",
                strings(step.holds()),
                "reason",
                string(step.reason()),
                "matters",
                String.valueOf(step.matters()));
    }

    private static String outcome(Outcome outcome) {
        return object(
                "order",
                string(outcome.order()),
                "results",
                strings(outcome.results()),
                "state",
                strings(outcome.state()));
    }

    /** Names, each followed by its value, which is JSON already. */
    private static String object(String... namesAndValues) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.append(i == 0 ? "" : ",")
                    .append(string(namesAndValues[i]))
                    .append(':')
                    .append(namesAndValues[i + 1]);
        }
        return json.append('}').toString();
    }

    private static String strings(List<String> texts) {
        return array(texts, FindingJson::string);
    }

    private static <T> String array(Collection<T> items, Function<T, String> json) {
        return items.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }

    /** RFC 8259, section 7. A surrogate without its partner is escaped too, or UTF-8 would lose it. */
    private static String string(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c == '\n') {
                json.append("\\n");
            } else if (c < ' ' || isAlone(text, i)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static boolean isAlone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
