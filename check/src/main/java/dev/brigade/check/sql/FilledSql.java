package dev.brigade.check.sql;

import dev.brigade.check.sql.footprint.SqlTokens;
import dev.brigade.check.sql.schema.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement for people: with its parameters filled in, on one line, and short. */
public final class FilledSql {
    private FilledSql() {}

    /**
     * For example {@code select portions from pantry where dish = 'soup'}. It is for reading, not for executing.
     *
     * @param sql as it is given to JDBC
     * @param parameters for its question marks; where there are too few, the question mark stays
     * @param most characters, at least 1; what is cut off becomes {@code …}
     */
    public static String of(String sql, List<? extends @Nullable Object> parameters, int most) {
        StringBuilder line = new StringBuilder();
        int parameter = 0;
        int at = 0;
        while (at < sql.length() && line.length() <= most + 1) {
            int end = SqlTokens.end(sql, at);
            String token = sql.substring(at, end);
            at = end;
            if (token.equals("?") && parameter < parameters.size()) {
                line.append(literal(parameters.get(parameter++), most));
            } else if (token.equals("??")) { // PostgreSQL's driver makes the operator ? of it
                line.append('?');
            } else if (token.isBlank() || token.startsWith("--") || token.startsWith("/*")) {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else {
                line.append(token);
            }
        }
        String text = line.toString().strip().replaceAll("\\s*;$", "");
        return text.length() <= most ? text : text.substring(0, most - 1).stripTrailing() + "…";
    }

    /** A value as SQL writes it. */
    static String literal(@Nullable Object value, int most) {
        return switch (value) {
            case null -> "null";
            case Number _, Boolean _ -> Texts.of(value);
            case byte[] bytes -> "x'" + bytes.length + " bytes'";
            case Object[] array -> Texts.of(array);
            default -> {
                String text = value.toString().replace("'", "''").replaceAll("\\s+", " ");
                yield "'" + text.substring(0, Math.min(text.length(), most)) + "'";
            }
        };
    }
}
