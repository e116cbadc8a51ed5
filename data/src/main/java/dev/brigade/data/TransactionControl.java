package dev.brigade.data;

import java.util.regex.Pattern;

/**
 * Which statements begin or end a transaction, found in the text of a statement, of PostgreSQL and of H2, also of one among several.
 * What a procedure does inside is not seen, nor is it looked for in a text that defines one.
 */
final class TransactionControl {
    /** Comments, texts, names in quotes and bodies of functions, also one that is cut off; possessive, so a long one takes no stack. */
    private static final Pattern NO_KEYWORDS = Pattern.compile("(?s)/\\*.*?(?:\\*/|\\z)|--[^\\n]*"
            + "|'(?:[^']++|'')*+(?:'|\\z)|\"(?:[^\"]++|\"\")*+(?:\"|\\z)|\\$(\\w*)\\$.*?(?:\\$\\1\\$|\\z)");

    private static final Pattern DEFINITION = Pattern.compile("(?i)\\s*create\\b");

    private static final Pattern CONTROL = Pattern.compile("(?i)(?:^|;)\\s*(?:commit|abort|begin|end"
            + "|rollback(?!\\s+(?:(?:work|transaction)\\s+)?to\\b)"
            + "|start\\s+transaction|prepare\\s+transaction|set\\s+autocommit)\\b");

    private TransactionControl() {}

    static boolean isIn(String sql) {
        String bare = NO_KEYWORDS.matcher(sql).replaceAll(" ");
        return !DEFINITION.matcher(bare).lookingAt() && CONTROL.matcher(bare).find();
    }
}
