package dev.brigade.check.sql.footprint;

/** Cuts SQL into pieces, so that what looks like SQL within texts and comments is left alone. */
public final class SqlTokens {
    private SqlTokens() {}

    /**
     * Where the token that begins at {@code from} ends: a text, a quoted name, a comment, blanks, a question mark (two if they are
     * an escaped one), or a run of other characters.
     */
    public static int end(String sql, int from) {
        char first = sql.charAt(from);
        if (first == '\'' || first == '"') {
            return quoted(sql, from, first);
        }
        if (sql.startsWith("--", from)) {
            int end = sql.indexOf('\n', from);
            return end < 0 ? sql.length() : end;
        }
        if (sql.startsWith("/*", from)) {
            return closed(sql, from + 2, "*/");
        }
        if (first == '?') {
            return sql.startsWith("??", from) ? from + 2 : from + 1;
        }
        if (first == '$') {
            return dollarQuoted(sql, from);
        }
        boolean blank = Character.isWhitespace(first);
        int end = from + 1;
        while (end < sql.length() && !begins(sql, end) && Character.isWhitespace(sql.charAt(end)) == blank) {
            end++;
        }
        return end;
    }

    private static boolean begins(String sql, int at) {
        char next = sql.charAt(at);
        return next == '\''
                || next == '"'
                || next == '?'
                || next == '$'
                || sql.startsWith("--", at)
                || sql.startsWith("/*", at);
    }

    /** A doubled quote is two texts without anything between them, which comes to the same. */
    private static int quoted(String sql, int from, char quote) {
        int end = sql.indexOf(quote, from + 1);
        return end < 0 ? sql.length() : end + 1;
    }

    private static int closed(String sql, int from, String closing) {
        int end = sql.indexOf(closing, from);
        return end < 0 ? sql.length() : end + closing.length();
    }

    /** PostgreSQL's {@code $tag$ … $tag$}. */
    private static int dollarQuoted(String sql, int from) {
        int at = from + 1;
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
            at++;
        }
        boolean isTag = at < sql.length() && sql.charAt(at) == '$';
        return isTag ? closed(sql, at + 1, sql.substring(from, at + 1)) : from + 1;
    }
}
