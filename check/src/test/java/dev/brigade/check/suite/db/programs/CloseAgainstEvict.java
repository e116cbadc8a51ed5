package dev.brigade.check.suite.db.programs;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** A connection that is kept for the next who needs one, and closed when nobody has needed it for long. */
public final class CloseAgainstEvict {
    private CloseAgainstEvict() {}

    public static void rows(Handle db) {
        db.execute(
                "create table visit (id bigint generated always as identity primary key, guest varchar(10) not null)");
    }

    private static void write(Connection connection, String guest) throws SQLException {
        Sql.update(connection, "insert into visit (guest) values (?)", guest);
    }

    /** It is closed just after somebody has found that it is open. */
    public static final class Broken {
        private final DataSource source;
        private volatile Connection kept;
        private volatile boolean leased;

        public Broken(DataSource source) throws SQLException {
            this.source = source;
            kept = source.getConnection();
        }

        public void visit(String guest) throws SQLException {
            if (kept.isClosed()) {
                kept = source.getConnection();
            }
            leased = true;
            write(kept, guest);
            leased = false;
        }

        public void evict() throws SQLException {
            if (!leased) {
                kept.close();
            }
        }
    }

    /** It is leased, or closed, by one at a time. */
    public static final class Fixed {
        private final DataSource source;
        private Connection kept;

        public Fixed(DataSource source) throws SQLException {
            this.source = source;
            kept = source.getConnection();
        }

        public synchronized void visit(String guest) throws SQLException {
            if (kept.isClosed()) {
                kept = source.getConnection();
            }
            write(kept, guest);
        }

        public synchronized void evict() throws SQLException {
            kept.close();
        }
    }
}
