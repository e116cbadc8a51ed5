package dev.brigade.check.sql;

import java.sql.Connection;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement does to its transaction, if that is what it is for.
 *
 * @param effect on the transaction
 * @param isolation that it sets
 */
record TransactionControl(Effect effect, OptionalInt isolation) {
    private static final TransactionControl NONE = new TransactionControl(Effect.NONE, OptionalInt.empty());

    private static final Pattern CONTROL = Pattern.compile(
            "(begin|start transaction|commit|end|rollback|abort|set transaction|set session characteristics"
                    + " as transaction)\\b(?! *(?:work|transaction)? to )(.*)");

    private static final Set<String> FIRST_WORDS =
            Set.of("begin", "start", "commit", "end", "rollback", "abort", "set");

    private static final Pattern ISOLATION =
            Pattern.compile(".*\\bisolation level (read uncommitted|read committed|repeatable read|serializable)\\b.*");

    /** What becomes of a transaction. */
    enum Effect {
        NONE,
        BEGIN,
        COMMIT,
        ROLLBACK,
        /** It gets another isolation. */
        SET,
        /** All that follow get another isolation. */
        SET_ALL
    }

    static TransactionControl of(String sql) {
        String beginning = sql.stripLeading();
        if (!FIRST_WORDS.contains(firstWord(beginning))) {
            return NONE;
        }
        String words = beginning
                .substring(0, Math.min(beginning.length(), 120))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s;]+", " ")
                .strip();
        Matcher control = CONTROL.matcher(words);
        if (!control.matches()) {
            return NONE;
        }
        Effect effect = switch (control.group(1)) {
            case "begin", "start transaction" -> Effect.BEGIN;
            case "commit", "end" -> Effect.COMMIT;
            case "rollback", "abort" -> Effect.ROLLBACK;
            case "set transaction" -> Effect.SET;
            default -> Effect.SET_ALL;
        };
        return new TransactionControl(effect, isolation(control.group(2)));
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static OptionalInt isolation(String words) {
        Matcher level = ISOLATION.matcher(words);
        if (!level.matches()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                switch (level.group(1)) {
                    case "read uncommitted" -> Connection.TRANSACTION_READ_UNCOMMITTED;
                    case "read committed" -> Connection.TRANSACTION_READ_COMMITTED;
                    case "repeatable read" -> Connection.TRANSACTION_REPEATABLE_READ;
                    default -> Connection.TRANSACTION_SERIALIZABLE;
                });
    }
}
