package dev.brigade.data.tables;

import dev.brigade.data.place.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** Whether a schema has tables of Brigade and nothing else in it. Has no state. */
public final class OnlyOwn {
    private static final String PREFIX = "brigade_";

    private OnlyOwn() {}

    /** Whether there is nothing but them, their indexes and sequences, in the schema of {@code target}; false if it can't be asked. */
    public static boolean isIn(Target target) {
        try (Connection connection = target.connect();
                ResultSet all = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (all.next()) {
                if (!all.getString("TABLE_NAME").toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
                    return false;
                }
            }
            return true;
        } catch (SQLException failure) {
            return false;
        }
    }
}
