package dev.brigade.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The state of a live page as text for a terminal. What comes from the application may hold anything, also what terminals take
 * for commands: control characters are shown as dots.
 *
 * @param colours whether with ANSI colours
 * @param most how many activities and how many things are shown at most
 */
record Board(boolean colours, int most) {
    private static final String BOLD = "1";
    private static final String RED = "1;31";
    private static final String AMBER = "1;33";
    private static final String DIM = "2";
    private static final int WIDEST = 44;

    /**
     * The state as the page tells it.
     *
     * @throws JacksonException if it is of another form
     */
    String text(JsonNode state) {
        Map<String, String> things = new HashMap<>();
        Map<Long, String> names = new HashMap<>();
        state.required("things")
                .forEach(thing -> things.put(text(thing, "id"), text(thing, "kind") + " " + text(thing, "name")));
        state.required("activities").forEach(one -> names.put(one.required("id").asLong(), text(one, "name")));

        StringBuilder out = new StringBuilder();
        out.append(coloured(BOLD, text(state, "app")))
                .append("  ")
                .append(text(state, "node"))
                .append("  ")
                .append(text(state, "mode"))
                .append('\n');
        out.append(coloured(mood(text(state, "mood")), text(state, "sentence"))).append("\n");
        activities(state, things, names, out);
        things(state, names, out);
        return out.toString();
    }

    private void activities(JsonNode state, Map<String, String> things, Map<Long, String> names, StringBuilder out) {
        double now = state.required("now").asDouble();
        List<JsonNode> shown = list(
                state,
                "activities",
                Comparator.comparing((JsonNode one) -> !isBlocked(one))
                        .thenComparingDouble(one -> one.required("since").asDouble()));
        if (shown.isEmpty()) {
            return;
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("STATE", "FOR", "ACTIVITY", "AT", "HELD BY", "LINE"));
        shown.stream()
                .limit(most)
                .forEach(one -> table.add(List.of(
                        words(text(one, "state")),
                        seconds(now - one.required("since").asDouble()),
                        text(one, "name"),
                        things.getOrDefault(text(one, "at"), text(one, "detail")),
                        one.has("holder")
                                ? names.getOrDefault(
                                        one.required("holder").asLong(),
                                        "#" + one.required("holder").asLong())
                                : text(one, "heldBy"),
                        text(one, "line"))));
        print(table, out);
        int more = shown.size() - most + state.required("leftOut").asInt();
        if (more > 0) {
            out.append(coloured(DIM, "and " + more + " more")).append('\n');
        }
    }

    private void things(JsonNode state, Map<Long, String> names, StringBuilder out) {
        List<JsonNode> busy = list(
                        state,
                        "things",
                        Comparator.comparingInt((JsonNode one) ->
                                        one.required("waiting").asInt())
                                .reversed())
                .stream()
                .filter(thing -> thing.required("waiting").asInt() > 0
                        || !thing.required("holders").isEmpty()
                        || (thing.has("size") && thing.required("size").asInt() > 0))
                .limit(most)
                .toList();
        if (busy.isEmpty()) {
            return;
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("THING", "TAKEN", "WAIT", "HELD BY"));
        busy.forEach(thing -> table.add(List.of(
                text(thing, "kind") + " " + text(thing, "name"),
                thing.has("capacity")
                        ? thing.path("size").asInt() + " of "
                                + thing.required("capacity").asInt()
                        : "",
                thing.required("waiting").asInt() == 0 ? "" : text(thing, "waiting"),
                holders(thing, names))));
        print(table, out);
    }

    private static String holders(JsonNode thing, Map<Long, String> names) {
        JsonNode holders = thing.required("holders");
        if (holders.isEmpty()) {
            return "";
        }
        long first = holders.get(0).asLong();
        return names.getOrDefault(first, "#" + first)
                + (holders.size() > 1 ? " and " + (holders.size() - 1) + " more" : "");
    }

    private static boolean isBlocked(JsonNode one) {
        return switch (text(one, "state")) {
            case "RUNNING", "IN_SQL", "COMMITTING", "ROLLING_BACK" -> false;
            default -> true;
        };
    }

    private static List<JsonNode> list(JsonNode state, String name, Comparator<JsonNode> order) {
        return StreamSupport.stream(state.required(name).spliterator(), false)
                .sorted(order)
                .toList();
    }

    private void print(List<List<String>> table, StringBuilder out) {
        int columns = table.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> line : table) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.min(WIDEST, Math.max(widths[i], line.get(i).length()));
            }
        }
        out.append('\n');
        for (int row = 0; row < table.size(); row++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = table.get(row).get(i);
                String cut = cell.length() > WIDEST ? cell.substring(0, WIDEST - 1) + "…" : cell;
                line.append(cut).append(" ".repeat(widths[i] - cut.length() + 2));
            }
            out.append(
                            row == 0
                                    ? coloured(DIM, line.toString().stripTrailing())
                                    : line.toString().stripTrailing())
                    .append('\n');
        }
    }

    private String coloured(String how, String text) {
        return colours && !how.isEmpty() ? "\u001b[" + how + "m" + text + "\u001b[0m" : text;
    }

    private static String mood(String mood) {
        return switch (mood) {
            case "deadlock" -> RED;
            case "suspicion" -> AMBER;
            default -> "";
        };
    }

    private static String words(String state) {
        return state.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String seconds(double millis) {
        double seconds = Math.max(0, millis) / 1000;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : (int) seconds / 60 + " min " + (int) seconds % 60 + " s";
    }

    /** A field, {@linkplain #plain plain}; empty if there is none. */
    private static String text(JsonNode node, String field) {
        return plain(node.path(field).asString(""));
    }

    /** What a server says, without what a terminal might take for commands. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(isPrintable(c) ? c : '·'));
        return plain.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
