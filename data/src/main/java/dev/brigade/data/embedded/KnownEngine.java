package dev.brigade.data.embedded;

import java.sql.Connection;
import java.sql.SQLException;

/** Which H2 this package knows the inside of. */
public final class KnownEngine {
    private static final String LINE = "2.4.";

    private KnownEngine() {}

    /** Whether the connection is to an H2 of the line 2.4: what this package does is right there, and may not even link elsewhere. */
    public static boolean isAt(Connection connection) throws SQLException {
        return version(connection).startsWith(LINE);
    }

    /** For people: {@code 2.4.240}. */
    public static String version(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion().replaceFirst(" .*", "");
    }
}
