package dev.brigade.check.sql.state;

import dev.brigade.check.sql.state.GeneratedKeys.Generated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names keys by what is said of them, so that the same is said in the end whichever keys they were: a canonical labelling. By colour
 * refinement with individualisation (McKay and Piperno, Practical graph isomorphism II, 2014, section 2): keys of which the same is
 * said have the same colour; what is said of others' colours divides them further; where colours remain that several keys have, each
 * of these is tried as the first, and the smallest text wins.
 */
final class Isomorphism {
    /** More tries than this only keys need that look all alike, which any order serves. */
    private static final int TRIES = 200;

    private final List<Generated> keys;
    private final List<Item> items;
    private final Map<Generated, List<Item>> about = new HashMap<>();
    private @Nullable Map<Generated, Integer> best;
    private String bestText = "";
    private int tries;

    /** Something that is said: a row, or an answer. */
    interface Item {
        /** With keys called so. */
        String text(Function<Generated, String> names);
    }

    @SuppressWarnings("ReferenceEquality") // two items may say the same
    Isomorphism(List<Generated> keys, List<Item> items) {
        this.keys = keys;
        this.items = items;
        for (Item item : keys.isEmpty() ? List.<Item>of() : items) {
            item.text(key -> {
                List<Item> said = about.computeIfAbsent(key, _ -> new ArrayList<>());
                if (said.isEmpty() || said.getLast() != item) {
                    said.add(item);
                }
                return "";
            });
        }
    }

    /** The names: {@code orders#1}. */
    Function<Generated, String> names() {
        if (keys.isEmpty()) {
            return Generated::text;
        }
        Map<Generated, Integer> colours = new HashMap<>();
        keys.forEach(key -> colours.put(key, 0));
        search(refined(colours));
        return names(Objects.requireNonNull(best));
    }

    /** Divides colours until what is said doesn't divide them any further. */
    private Map<Generated, Integer> refined(Map<Generated, Integer> begin) {
        Map<Generated, Integer> colours = begin;
        int count = 0;
        while (true) {
            Map<Generated, String> said = new HashMap<>();
            for (Generated key : keys) {
                said.put(key, said(key, colours));
            }
            TreeSet<String> distinct = new TreeSet<>(said.values());
            Map<String, Integer> ranks = new HashMap<>();
            distinct.forEach(text -> ranks.put(text, ranks.size()));
            Map<Generated, Integer> next = new HashMap<>();
            said.forEach((key, text) -> next.put(key, Objects.requireNonNull(ranks.get(text))));
            colours = next;
            if (distinct.size() == count) {
                return colours;
            }
            count = distinct.size();
        }
    }

    /** What is said of a key, with its colour first, so that no two colours become one. */
    private String said(Generated key, Map<Generated, Integer> colours) {
        List<String> texts = about.getOrDefault(key, List.of()).stream()
                .map(item -> item.text(other -> other.equals(key) ? "\0this" : colour(other, colours)))
                .sorted()
                .toList();
        return colour(key, colours) + "\0" + String.join("\0", texts);
    }

    private static String colour(Generated key, Map<Generated, Integer> colours) {
        int colour = Objects.requireNonNull(colours.get(key));
        return "\0" + table(key) + "." + key.column() + "#" + (1_000_000 + colour); // all of one length sort by value
    }

    private static String table(Generated key) {
        return key.database().isEmpty() ? key.table() : key.database() + "." + key.table();
    }

    private void search(Map<Generated, Integer> colours) {
        List<Generated> alike = alike(colours);
        if (alike.isEmpty()) {
            tries++;
            String text = text(colours);
            if (best == null || text.compareTo(bestText) < 0) {
                best = colours;
                bestText = text;
            }
            return;
        }
        for (Generated first : alike) {
            if (best != null && tries >= TRIES) {
                return;
            }
            Map<Generated, Integer> divided = new HashMap<>();
            colours.forEach((key, colour) -> divided.put(key, 2 * colour + 1));
            divided.merge(first, -1, Integer::sum);
            search(refined(divided));
        }
    }

    /** The keys of the smallest colour that several have; empty if there is none. */
    private List<Generated> alike(Map<Generated, Integer> colours) {
        Map<Integer, List<Generated>> byColour = new TreeMap<>();
        for (Generated key : keys) {
            byColour.computeIfAbsent(Objects.requireNonNull(colours.get(key)), _ -> new ArrayList<>())
                    .add(key);
        }
        return byColour.values().stream()
                .filter(same -> same.size() > 1)
                .findFirst()
                .orElse(List.of());
    }

    private String text(Map<Generated, Integer> colours) {
        Function<Generated, String> names = names(colours);
        List<String> texts =
                items.stream().map(item -> item.text(names)).sorted().toList();
        return String.join("\n", texts);
    }

    /** Numbers by colour, from 1 in each column. */
    private Function<Generated, String> names(Map<Generated, Integer> colours) {
        Map<String, Integer> counts = new HashMap<>();
        Map<Generated, String> names = new LinkedHashMap<>();
        keys.stream()
                .sorted(Comparator.comparing(key -> Objects.requireNonNull(colours.get(key))))
                .forEach(key -> {
                    String column = key.column().equals("id") ? table(key) : table(key) + "." + key.column();
                    names.put(key, column + "#" + counts.merge(column, 1, Integer::sum));
                });
        return key -> Objects.requireNonNull(names.get(key));
    }
}
