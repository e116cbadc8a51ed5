package dev.brigade.check.sql.footprint;

import dev.brigade.check.sql.schema.Names;
import dev.brigade.check.sql.schema.Schema;
import dev.brigade.check.sql.schema.Table;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts quotes around names of tables and columns that JSqlParser takes for words of its own, though the databases don't. Has no state. */
final class QuotedNames {
    /** These, unless the arguments of a function follow. */
    private static final Pattern WORD =
            Pattern.compile("\\b(?:number|uuid|current|window|final)\\b(?!\\s*\\()", Pattern.CASE_INSENSITIVE);

    private QuotedNames() {}

    static String in(String sql, Schema schema) {
        Set<String> names = new HashSet<>();
        for (Table table : schema.tables().values()) {
            names.add(table.name());
            table.columns().forEach(column -> names.add(column.name()));
        }
        StringBuilder quoted = new StringBuilder();
        for (int from = 0, end; from < sql.length(); from = end) {
            end = SqlTokens.end(sql, from);
            String token = sql.substring(from, end);
            quoted.append(isCode(token) ? quoted(token, schema.names(), names) : token);
        }
        return quoted.toString();
    }

    private static boolean isCode(String token) {
        return !token.startsWith("'")
                && !token.startsWith("\"")
                && !token.startsWith("$")
                && !token.startsWith("--")
                && !token.startsWith("/*");
    }

    private static String quoted(String token, Names spelling, Set<String> names) {
        return WORD.matcher(token).replaceAll(word -> {
            Optional<String> stored = spelling.find(word.group(), names);
            return Matcher.quoteReplacement(stored.map(Names::quoted).orElse(word.group()));
        });
    }
}
