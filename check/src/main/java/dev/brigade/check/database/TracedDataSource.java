package dev.brigade.check.database;

import dev.brigade.check.control.SqlPoints;
import java.sql.Connection;
import java.sql.SQLException;

/** Connections whose statements, commits and rollbacks are points. */
final class TracedDataSource extends SimpleDataSource {
    private final ConnectionStore store;
    private final SqlPoints points;
    private final Wire wire;

    TracedDataSource(ConnectionStore store, SqlPoints points, Wire wire) {
        this.store = store;
        this.points = points;
        this.wire = wire;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return TracedConnection.of(store, points, wire);
    }
}
