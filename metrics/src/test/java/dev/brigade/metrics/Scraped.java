package dev.brigade.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text that Prometheus would get, parsed by its grammar and not by ours: a line that does not fit fails. */
record Scraped(List<Series> series, Map<String, String> types) {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (NaN|[+-]Inf|-?[0-9.eE+-]+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"(?:,|$)");

    /** One line. */
    record Series(String name, Map<String, String> labels, double value) {
        boolean has(String... labelsAndValues) {
            for (int i = 0; i < labelsAndValues.length; i += 2) {
                if (!labelsAndValues[i + 1].equals(labels.get(labelsAndValues[i]))) {
                    return false;
                }
            }
            return true;
        }
    }

    static Scraped of(String text) {
        List<Series> series = new ArrayList<>();
        Map<String, String> types = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            if (line.startsWith("#")) {
                Matcher comment = matched(COMMENT, line);
                if (comment.group(1).equals("TYPE") && types.putIfAbsent(comment.group(2), comment.group(3)) != null) {
                    throw new AssertionError("Said twice: " + line);
                }
            } else {
                Matcher one = matched(LINE, line);
                series.add(new Series(one.group(1), labels(one.group(2), line), number(one.group(3))));
            }
        }
        if (series.stream().map(one -> one.name() + one.labels()).distinct().count() != series.size()) {
            throw new AssertionError("A series is there twice in " + text);
        }
        return new Scraped(series, types);
    }

    private static Matcher matched(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError("No such line in the text format of Prometheus: " + line);
        }
        return matcher;
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        if (text == null) {
            return labels;
        }
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find() && label.start() == end) {
            labels.put(label.group(1), unescaped(label.group(2)));
            end = label.end();
        }
        if (end != text.length()) {
            throw new AssertionError("Labels are not well formed: " + line);
        }
        return labels;
    }

    private static String unescaped(String value) {
        return Pattern.compile("\\\\(.)").matcher(value).replaceAll(found -> switch (found.group(1)) {
            case "n" -> "\n";
            case "\\" -> "\\\\";
            default -> found.group(1);
        });
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Those of a name that have these labels. */
    List<Series> all(String name, String... labelsAndValues) {
        return series.stream()
                .filter(one -> one.name().equals(name) && one.has(labelsAndValues))
                .toList();
    }

    /** The one of a name with these labels. */
    double value(String name, String... labelsAndValues) {
        List<Series> found = all(name, labelsAndValues);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " series " + name + " " + List.of(labelsAndValues) + ", not one: "
                    + series.stream().filter(one -> one.name().equals(name)).toList());
        }
        return found.getFirst().value();
    }

    /** The sum of all those of a name that have these labels; 0 if there are none. */
    double sum(String name, String... labelsAndValues) {
        return all(name, labelsAndValues).stream().mapToDouble(Series::value).sum();
    }
}
