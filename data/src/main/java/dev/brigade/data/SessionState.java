package dev.brigade.data;

import java.util.regex.Pattern;

/**
 * Which statements leave something on their connection that the end of the transaction does not take away: settings
 * ({@code set search_path}), temporary tables, advisory locks of the session, cursors with hold, LISTEN, prepared statements.
 * Found in the text of a statement, of PostgreSQL and of H2; what functions do is not seen.
 */
final class SessionState {
    private static final String BEGINS = "(?:^|;)\\s*";

    private static final Pattern STATEMENT = Pattern.compile("(?is)" + BEGINS + "(?:"
            + "set\\s+(?!local\\b|transaction\\b|constraints\\b|referential_integrity\\b)"
            + "|reset\\b|discard\\b|listen\\b|unlisten\\b|load\\b|prepare\\s+(?!transaction\\b)|deallocate\\b"
            + "|use\\s|create\\s+(?:(?:or\\s+replace|local|global|cached|memory)\\s+)*temp(?:orary)?\\b(?!.*\\bon\\s+commit\\s+drop\\b)"
            + "|declare\\b.*\\bwith\\s+hold\\b"
            + ")");

    private static final Pattern CALL = Pattern.compile("(?is)\\b(?:"
            + "pg_(?:try_)?advisory_lock(?:_shared)?\\s*\\("
            + "|set_config\\s*\\((?!.*,\\s*(?:true|'t'|'true')\\s*\\))"
            + "|into\\s+(?:local\\s+|global\\s+)?temp(?:orary)?\\b"
            + ")");

    /** Comments, so that what stands in them is not taken for a statement, nor hides where one begins. */
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|--[^\\n]*");

    private static final Pattern TEXT = Pattern.compile("'(?:[^']++|'')*+'"); // possessive: a long text takes no stack

    private static final Pattern UNTIL_END =
            Pattern.compile("(?i)\\bpg_(?:try_)?advisory_xact_lock|^\\s*(?:set\\s+local|lock|declare|savepoint)\\b");

    private SessionState() {}

    /** Whether what {@code sql} sets lasts until the end of its transaction, so that it must have one; PostgreSQL refuses some without. */
    static boolean isHeldByTransaction(String sql) {
        return UNTIL_END.matcher(sql).find();
    }

    /** Whether {@code sql} leaves something on its connection. */
    static boolean isChangedBy(String sql) {
        String bare = COMMENT.matcher(sql).replaceAll(" ");
        return STATEMENT.matcher(TEXT.matcher(bare).replaceAll("''")).find()
                || CALL.matcher(bare).find();
    }
}
