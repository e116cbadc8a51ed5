package dev.brigade.data.jdbc;

/** SQL for people: on one line, and short. */
public final class SqlText {
    private static final int SHORT = 60;

    private SqlText() {}

    public static String brief(String sql) {
        // a statement may be megabytes long; only its beginning is looked at
        String line = sql.substring(0, Math.min(sql.length(), 4 * SHORT))
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() <= SHORT && sql.length() <= 4 * SHORT
                ? line
                : line.substring(0, Math.min(line.length(), SHORT)).strip() + "…";
    }
}
