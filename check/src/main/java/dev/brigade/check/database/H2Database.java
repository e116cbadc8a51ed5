package dev.brigade.check.database;

import dev.brigade.check.schedule.Outside;
import dev.brigade.check.sql.Wire;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** H2 in memory. A thread that waits for a row waits as for anything in this JVM, so nothing of it is outside. */
final class H2Database extends ExploredDatabase {
    private final String url;
    private final Connection keeper;

    H2Database(String name) {
        this.url = "jdbc:h2:mem:" + name + ";LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE;USER=sa";
        this.keeper = connect();
        makeRandomNumbers();
    }

    /** The first time H2 starts a platform thread for it and waits 0.4 s at most: for a thread of a run that would be virtual time. */
    private void makeRandomNumbers() {
        try (Statement statement = keeper.createStatement()) {
            statement.execute("call random_uuid()");
        } catch (SQLException e) {
            throw new IllegalStateException("H2 gives no random numbers: " + e.getMessage(), e);
        }
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public Outside outside() {
        return Outside.NOTHING;
    }

    @Override
    Wire wire() {
        return Wire.DIRECT;
    }

    @Override
    DataSource target() {
        return new SimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return DriverManager.getConnection(url);
            }
        };
    }

    @Override
    public void close() {
        super.close();
        try {
            keeper.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
