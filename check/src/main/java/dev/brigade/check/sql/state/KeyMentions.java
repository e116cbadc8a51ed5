package dev.brigade.check.sql.state;

import dev.brigade.check.sql.schema.Column;
import dev.brigade.check.sql.state.GeneratedKeys.Generated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds generated keys in the answers of requests: {@code {"id":7}}, {@code Location: /orders/7}. Only whole numbers and UUIDs that
 * are such a key, and numbers only if the initial contents have no such number, since it could be that one.
 */
final class KeyMentions {
    /** Not part of a word, a fraction, a date; not negative. */
    private static final Pattern KEY = Pattern.compile("(?<![\\w.])(?<!\\d-)(?<!(?:^|[^\\w])-)"
            + "(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\\d{1,18})(?![\\w]|\\.\\d|-\\d)");

    /** So far before a number, a word may say what it is. */
    private static final int NEAR = 40;

    private final Set<String> initialNumbers = new HashSet<>();

    KeyMentions(Snapshot initial) {
        for (Contents contents : initial.tables().values()) {
            List<Column> columns = contents.table().columns();
            for (int at = 0; at < columns.size(); at++) {
                switch (columns.get(at).kind()) {
                    case INTEGER, DECIMAL -> {
                        for (Row row : contents.rows()) {
                            initialNumbers.add(row.text(at));
                        }
                    }
                    default -> {}
                }
            }
        }
    }

    /** @param all of each database, with its keys at the same place of {@code keys} */
    static List<Piece> pieces(String text, List<KeyMentions> all, List<GeneratedKeys> keys) {
        if (keys.stream().allMatch(GeneratedKeys::isEmpty)) {
            return List.of(new Piece.Plain(text));
        }
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        Matcher matcher = KEY.matcher(text);
        while (matcher.find()) {
            Optional<Generated> key = key(text, matcher, all, keys);
            if (key.isPresent()) {
                pieces.add(new Piece.Plain(text.substring(from, matcher.start())));
                pieces.add(new Piece.Mention(key.get()));
                from = matcher.end();
            }
        }
        pieces.add(new Piece.Plain(text.substring(from)));
        return pieces;
    }

    private static Optional<Generated> key(
            String text, Matcher matcher, List<KeyMentions> all, List<GeneratedKeys> keys) {
        String found = matcher.group().toLowerCase(Locale.ROOT);
        List<Generated> candidates =
                keys.stream().flatMap(one -> one.called(found).stream()).toList();
        if (candidates.isEmpty() || all.stream().anyMatch(one -> one.initialNumbers.contains(found))) {
            return Optional.empty();
        }
        String before = text.substring(Math.max(0, matcher.start() - NEAR), matcher.start())
                .toLowerCase(Locale.ROOT);
        // a guess: answers rather name the order than its lines
        return GeneratedKeys.byName(candidates, before).or(() -> Optional.of(candidates.getFirst()));
    }
}
