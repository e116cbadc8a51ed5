package dev.brigade.bench.javalin;

import dev.brigade.bench.subject.DatabasePlace;
import dev.brigade.bench.subject.World;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** The transactions, each committed by hand and begun anew when it meets a conflict. Safe from any thread, as its pool is. */
final class Worlds {
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    private final DataSource pool;

    Worlds(DataSource pool) {
        this.pool = pool;
    }

    private interface Body {
        World run(Connection connection) throws SQLException;
    }

    World select(int id) throws SQLException {
        return transaction(true, connection -> find(connection, id));
    }

    World update(int id) throws SQLException {
        return transaction(false, connection -> {
            World changed = find(connection, id).changed();
            try (PreparedStatement update = connection.prepareStatement(World.UPDATE)) {
                update.setInt(1, changed.randomNumber());
                update.setInt(2, id);
                update.executeUpdate();
            }
            return changed;
        });
    }

    private World transaction(boolean readOnly, Body body) throws SQLException {
        for (int run = 1; ; run++) {
            try (Connection connection = pool.getConnection()) {
                connection.setReadOnly(readOnly); // the pool undoes it
                try {
                    World world = body.run(connection);
                    connection.commit();
                    return world;
                } catch (SQLException failure) {
                    connection.rollback();
                    if (run == DatabasePlace.RUNS || !CONFLICTS.contains(String.valueOf(failure.getSQLState()))) {
                        throw failure;
                    }
                }
            }
        }
    }

    private static World find(Connection connection, int id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(World.SELECT)) {
            select.setInt(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException("There is no world " + id);
                }
                return new World(row.getInt(1), row.getInt(2));
            }
        }
    }
}
