package dev.brigade.check.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The locations by which a finding's steps belong together: those of at least two steps, numbered. Those of at least two threads also
 * have a letter.
 */
final class Locations {
    private static final int COLOURS = 6;

    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, String> letters = new LinkedHashMap<>();

    Locations(Finding finding) {
        Map<String, Integer> steps = new LinkedHashMap<>();
        Map<String, Set<Integer>> threads = new LinkedHashMap<>();
        for (TraceStep step : finding.steps()) {
            for (String at : step.touches()) {
                steps.merge(at, 1, Integer::sum);
                threads.computeIfAbsent(at, any -> new HashSet<>()).add(step.thread());
            }
        }
        steps.forEach((at, count) -> {
            if (count > 1) {
                numbers.put(at, numbers.size());
            }
            if (threads.getOrDefault(at, Set.of()).size() > 1) {
                letters.put(at, letter(letters.size()));
            }
        });
    }

    private static String letter(int number) {
        return number < 26 ? String.valueOf((char) ('A' + number)) : String.valueOf(number + 1);
    }

    /** The classes of a step: {@code f1l0 f1l2}; empty if it shares no location with another. */
    String classes(String finding, TraceStep step) {
        Set<Integer> those = new TreeSet<>();
        step.touches().forEach(at -> {
            Integer number = numbers.get(at);
            if (number != null) {
                those.add(number);
            }
        });
        return String.join(
                " ", those.stream().map(number -> finding + "l" + number).toList());
    }

    /** The letters of a step's locations. */
    String tags(TraceStep step) {
        StringBuilder tags = new StringBuilder();
        for (String at : step.touches().stream().distinct().toList()) {
            if (letters.containsKey(at)) {
                tags.append(tag(at));
            }
        }
        return tags.toString();
    }

    private String tag(String at) {
        String letter = letters.getOrDefault(at, "");
        int colour = new ArrayList<>(letters.keySet()).indexOf(at) % COLOURS;
        return "<span class=\"tag c" + colour + "\" title=\"" + Html.text(at) + "\">" + letter + "</span>";
    }

    /** What the letters stand for; empty if there are none. */
    String legend(String finding) {
        if (letters.isEmpty()) {
            return "";
        }
        StringBuilder legend = new StringBuilder("<ul class=\"legend\" aria-label=\"Locations where threads meet\">");
        letters.keySet()
                .forEach(at -> legend.append("<li tabindex=\"0\" class=\"")
                        .append(finding)
                        .append('l')
                        .append(numbers.get(at))
                        .append("\">")
                        .append(tag(at))
                        .append("<code>")
                        .append(Html.text(at))
                        .append("</code></li>"));
        return legend.append("</ul>\n").toString();
    }

    /** Rules that mark all steps of a location when one of them is pointed at or has the focus: no script is needed for that. */
    List<String> rules(String finding) {
        List<String> rules = new ArrayList<>();
        for (int number : numbers.values()) {
            String name = "." + finding + "l" + number;
            rules.add("#" + finding + ":has(" + name + ":is(:hover,:focus)) " + name
                    + "{background:var(--mark);border-color:var(--warn)}");
        }
        return rules;
    }
}
