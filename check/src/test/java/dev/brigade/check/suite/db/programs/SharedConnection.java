package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Orders, some of which are refused, and a helper thread that writes a line into a log for each. */
public final class SharedConnection {
    private SharedConnection() {}

    public static void rows(Handle db) {
        db.execute("create table purchase (item varchar(10) primary key)");
        db.execute("create table log (line varchar(20) primary key)");
    }

    /** The helper uses the same connection: what it has written is rolled back with the order, or not. */
    public static final class Broken {
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void refuse(String item) throws Exception {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                Sql.update(connection, "insert into purchase values (?)", item);
                Thread helper = Thread.startVirtualThread(() -> log(connection, item));
                connection.rollback();
                helper.join();
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
    }

    /** The helper has a connection of its own. */
    public static final class Fixed {
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void refuse(String item) throws Exception {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                Sql.update(connection, "insert into purchase values (?)", item);
                Thread helper = Thread.startVirtualThread(() -> {
                    try (Connection own = source.getConnection()) {
                        log(own, item);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
                connection.rollback();
                helper.join();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void log(Connection connection, String item) {
        try {
            Sql.update(connection, "insert into log values (?)", "refused " + item);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
