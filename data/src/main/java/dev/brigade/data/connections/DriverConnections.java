package dev.brigade.data.connections;

import dev.brigade.data.place.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * New connections for HikariCP, which opens them one after the other: one that waited for ever for a network that swallows all would be
 * the last of its pool. Safe from any thread.
 */
final class DriverConnections extends PlainSource {
    private final Target target;

    DriverConnections(Target target) {
        this.target = target;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return target.open(Duration.ZERO);
    }
}
