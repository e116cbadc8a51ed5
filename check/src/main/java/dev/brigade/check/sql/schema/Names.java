package dev.brigade.check.sql.schema;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a database spells identifiers, and how people read them.
 *
 * @param folding what the database makes of an identifier without quotes
 */
public record Names(Folding folding) {

    /** What becomes of an identifier without quotes. */
    public enum Folding {
        UPPER,
        LOWER,
        NONE
    }

    /**
     * The one of {@code stored} that an identifier in a statement means. A spelling that differs only in case is taken if there
     * is exactly one, since databases can be told to ignore case.
     */
    public Optional<String> find(String identifier, Collection<String> stored) {
        String name = stored(identifier);
        if (stored.contains(name)) {
            return Optional.of(name);
        }
        List<String> similar =
                stored.stream().filter(name::equalsIgnoreCase).limit(2).toList();
        return similar.size() == 1 ? Optional.of(similar.getFirst()) : Optional.empty();
    }

    /** As the database stores what a statement calls {@code identifier}, with or without quotes. */
    public String stored(String identifier) {
        if (isQuoted(identifier)) {
            char quote = identifier.charAt(0);
            String doubled = String.valueOf(quote) + quote;
            return identifier.substring(1, identifier.length() - 1).replace(doubled, String.valueOf(quote));
        }
        return switch (folding) {
            case UPPER -> identifier.toUpperCase(Locale.ROOT);
            case LOWER -> identifier.toLowerCase(Locale.ROOT);
            case NONE -> identifier;
        };
    }

    private static boolean isQuoted(String identifier) {
        return identifier.length() > 1
                && (identifier.charAt(0) == '"' || identifier.charAt(0) == '`')
                && identifier.charAt(identifier.length() - 1) == identifier.charAt(0);
    }

    /** For people: in lower case if it may be written so, with quotes if it would mean another without. */
    public String label(String stored) {
        String lower = stored.toLowerCase(Locale.ROOT);
        if (folding != Folding.UPPER) {
            return stored;
        }
        if (stored.equals(stored.toUpperCase(Locale.ROOT))) {
            return lower;
        }
        return stored.equals(lower) ? quoted(stored) : stored;
    }

    /** For a statement. */
    public static String quoted(String stored) {
        return '"' + stored.replace("\"", "\"\"") + '"';
    }
}
