package dev.brigade.check.report;

import dev.brigade.check.schedule.ScheduleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A finding's schedule as a small text file, to be kept beside a test and to be replayed: a line for each value, {@code key: value}, and
 * a line that begins with {@code #} is a remark. Its name ends in {@link #SUFFIX}.
 *
 * @param jdk the version of Java that it was found on: {@code 25.0.3}
 * @param test what was explored: {@link Subject#name}
 * @param anomaly what it shows
 * @param threads the names of the threads, in their order
 * @param replay the schedule, as {@link ScheduleText} writes it
 * @param expected what it gave
 */
public record ReplayFile(
        String jdk, String test, Anomaly anomaly, List<String> threads, String replay, Outcome expected) {
    public static final String SUFFIX = ".schedule";

    private static final String VERSION = "1";
    private static final Set<String> ONCE = Set.of("version", "jdk", "test", "anomaly", "replay");
    private static final Set<String> MANY = Set.of("thread", "result", "state");

    public ReplayFile {
        threads = List.copyOf(threads);
    }

    /** What replays {@code finding}, which was found on this Java. */
    public static ReplayFile of(Finding finding) {
        return new ReplayFile(
                Runtime.version().toString(),
                finding.subject().name(),
                finding.anomaly(),
                finding.threads(),
                finding.replay(),
                finding.found());
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it can't be read or is no such file; the message names file, line and remedy
     */
    public static ReplayFile read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(
                    "There is no schedule " + file + ". Let the explorer write it anew, or correct the path", missing);
        } catch (CharacterCodingException binary) {
            throw new IllegalArgumentException(file + " is no text in UTF-8, so it is no schedule", binary);
        } catch (IOException failed) {
            throw new IllegalArgumentException("Schedule " + file + " can't be read: " + failed, failed);
        }
    }

    /**
     * What {@code text} says.
     *
     * @param name of the file, for messages
     * @throws IllegalArgumentException if it is no such text; the message names file, line and remedy
     */
    public static ReplayFile parse(String text, String name) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            String key = colon < 0 ? line : line.substring(0, colon).strip();
            if (colon < 0 || (!ONCE.contains(key) && !MANY.contains(key))) {
                throw wrong(
                        name,
                        number,
                        "\"" + shortened(line) + "\" is not of the form key: value with a key of version, jdk,"
                                + " test, anomaly, thread, replay, result, state");
            }
            List<String> those = values.computeIfAbsent(key, any -> new ArrayList<>());
            if (ONCE.contains(key) && !those.isEmpty()) {
                throw wrong(name, number, "a second value for " + key + ". Keep one");
            }
            those.add(unescaped(line.substring(colon + 1).strip()));
        }
        return checked(values, name);
    }

    private static ReplayFile checked(Map<String, List<String>> values, String name) {
        String version = one(values, "version", name);
        if (!version.equals(VERSION)) {
            throw wrong(
                    name,
                    0,
                    "version " + shortened(version) + "; this Brigade reads version " + VERSION
                            + ". Let this Brigade find the schedule anew");
        }
        List<String> threads = values.getOrDefault("thread", List.of());
        if (threads.isEmpty()) {
            throw wrong(name, 0, "no thread: it needs a line such as \"thread: adder 1\" for each");
        }
        String replay = one(values, "replay", name);
        int highest = highest(replay, name);
        if (highest >= threads.size()) {
            throw wrong(
                    name,
                    0,
                    "its replay names t" + highest + ", but it has only "
                            + Words.count(threads.size(), "thread", "threads") + ", numbered from t0");
        }
        List<String> results = values.getOrDefault("result", List.of());
        if (!results.isEmpty() && results.size() != threads.size()) {
            throw wrong(
                    name,
                    0,
                    Words.count(results.size(), "result", "results") + " for "
                            + Words.count(threads.size(), "thread", "threads") + ": it needs one for each, or none");
        }
        return new ReplayFile(
                one(values, "jdk", name),
                one(values, "test", name),
                anomaly(one(values, "anomaly", name), name),
                threads,
                replay,
                new Outcome("", results, values.getOrDefault("state", List.of())));
    }

    /** The highest number of a thread of those explored; those that are started by others need no line. */
    private static int highest(String replay, String name) {
        try {
            return ScheduleText.choices(replay).stream()
                    .filter(key -> key.indexOf('.') < 0 && Character.isDigit(key.charAt(0)))
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(0);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("Schedule " + name + ": " + wrong.getMessage(), wrong);
        }
    }

    private static String one(Map<String, List<String>> values, String key, String name) {
        List<String> those = values.getOrDefault(key, List.of());
        if (those.isEmpty()) {
            throw wrong(name, 0, "no " + key + ": it needs a line \"" + key + ": …\"");
        }
        return those.getFirst();
    }

    private static Anomaly anomaly(String text, String name) {
        for (Anomaly anomaly : Anomaly.values()) {
            if (anomaly.text().equals(text)) {
                return anomaly;
            }
        }
        throw wrong(
                name,
                0,
                "anomaly \"" + shortened(text) + "\", which there is not. It is one of "
                        + String.join(
                                ", ",
                                List.of(Anomaly.values()).stream()
                                        .map(Anomaly::text)
                                        .toList()));
    }

    private static IllegalArgumentException wrong(String name, int line, String what) {
        return new IllegalArgumentException("Schedule " + name + (line > 0 ? ", line " + line : "") + ": " + what);
    }

    private static String shortened(String text) {
        return Words.clean(text.length() > 60 ? text.substring(0, 60) + "…" : text);
    }

    /** Writes it over whatever is there. */
    public void write(Path file) {
        try {
            Files.writeString(file, text(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Schedule " + file + " can't be written. Is its folder there, and may it be written to?", failed);
        }
    }

    /** What to know before it is replayed here; empty if there is nothing. */
    public Optional<String> remark() {
        return remark(Runtime.version().toString());
    }

    Optional<String> remark(String here) {
        return here.equals(jdk)
                ? Optional.empty()
                : Optional.of(
                        "The schedule was found on Java " + jdk + ", and this is Java " + here
                                + ": where the JDK's own classes are under control it may lead elsewhere. Should it, explore again.");
    }

    /** The file's text. */
    public String text() {
        StringBuilder text = new StringBuilder("# a schedule that Brigade's explorer found; t0 is the first thread\n");
        line(text, "version", VERSION);
        line(text, "jdk", jdk);
        line(text, "test", test);
        line(text, "anomaly", anomaly.text());
        threads.forEach(thread -> line(text, "thread", thread));
        line(text, "replay", replay);
        expected.results().forEach(result -> line(text, "result", result));
        expected.state().forEach(state -> line(text, "state", state));
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(": ").append(escaped(value)).append('\n');
    }

    /** A value is on one line, and keeps the spaces at its ends. */
    private static String escaped(String value) {
        String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        if (escaped.startsWith(" ")) {
            escaped = "\\s" + escaped.substring(1);
        }
        return escaped.endsWith(" ") ? escaped.substring(0, escaped.length() - 1) + "\\s" : escaped;
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        boolean isEscaped = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isEscaped) {
                plain.append(
                        switch (c) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 's' -> ' ';
                            default -> c;
                        });
            } else if (c != '\\') {
                plain.append(c);
            }
            isEscaped = !isEscaped && c == '\\';
        }
        return plain.toString();
    }
}
