package dev.brigade.live.look;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Texts of statements in which question marks stand for what is written in quotation marks, and for numbers: these may be data of
 * people. Comments are left out. What it can't make out it rather hides. Confined to whoever looks.
 */
final class SqlWithoutValues {
    private static final int LONGEST = 2000;
    private static final int MOST = 500;

    private final boolean shown;
    private final Map<String, String> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /** @param shown whether values are shown after all */
    SqlWithoutValues(boolean shown) {
        this.shown = shown;
    }

    /** The text for people, in one line. */
    String of(String sql) {
        return known.computeIfAbsent(sql, text -> brief(shown ? text : masked(text)));
    }

    private static String brief(String sql) {
        String line = sql.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    static String masked(String sql) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'') {
                at = endOfQuoted(sql, at, '\'', startsEscaped(out));
                out.append('?');
            } else if (c == '"') {
                int end = endOfQuoted(sql, at, '"', false);
                out.append(sql, at, end);
                at = end;
            } else if (c == '$' && dollarQuote(sql, at) > 0) {
                int open = dollarQuote(sql, at);
                int close = sql.indexOf(sql.substring(at, open), open);
                at = close < 0 ? sql.length() : close + open - at;
                out.append('?');
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                at = end < 0 ? sql.length() : end + 2;
                out.append(' ');
            } else if (isDigit(c) && !continuesWord(out)) {
                at = endOfNumber(sql, at);
                out.append('?');
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    /** {@code e'…'}, in which a backslash escapes. */
    private static boolean startsEscaped(StringBuilder out) {
        int length = out.length();
        return length > 0
                && Character.toLowerCase(out.charAt(length - 1)) == 'e'
                && (length == 1 || !isOfWord(out.charAt(length - 2)));
    }

    private static int endOfQuoted(String sql, int from, char quote, boolean escapes) {
        for (int at = from + 1; at < sql.length(); at++) {
            if (escapes && sql.charAt(at) == '\\') {
                at++;
            } else if (sql.charAt(at) == quote) {
                if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                    at++;
                } else {
                    return at + 1;
                }
            }
        }
        return sql.length();
    }

    /** Where the text after {@code $tag$} begins; 0 if none of these stands at {@code from}. */
    private static int dollarQuote(String sql, int from) {
        for (int at = from + 1; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '$') {
                return at + 1;
            }
            if (!isOfWord(c) || (at == from + 1 && isDigit(c))) {
                return 0;
            }
        }
        return 0;
    }

    private static int endOfNumber(String sql, int from) {
        int at = from;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            boolean sign = (c == '+' || c == '-') && at > from && Character.toLowerCase(sql.charAt(at - 1)) == 'e';
            if (!isOfWord(c) && c != '.' && !sign) {
                return at;
            }
            at++;
        }
        return at;
    }

    private static boolean continuesWord(StringBuilder out) {
        return !out.isEmpty() && (isOfWord(out.charAt(out.length() - 1)) || out.charAt(out.length() - 1) == '$');
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
