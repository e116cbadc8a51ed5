package dev.brigade.data.place;

/** What the settings of a database are called, for messages that say which one to change. */
public final class SettingNames {
    private static final String MAIN = "main";

    private SettingNames() {}

    /**
     * One that each database has: {@code database.url} of the main one, {@code database.stock.url} of the one named stock.
     *
     * @param setting {@code url}, {@code user}, {@code password} or {@code pool.size}
     */
    public static String of(String database, String setting) {
        return "database." + (database.equals(MAIN) ? "" : database + ".") + setting;
    }
}
