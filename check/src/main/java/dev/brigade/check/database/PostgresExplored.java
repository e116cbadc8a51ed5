package dev.brigade.check.database;

import dev.brigade.check.control.Controller;
import dev.brigade.check.postgres.PostgresDatabase;
import dev.brigade.check.postgres.PostgresOutside;
import dev.brigade.check.postgres.PostgresServer;
import dev.brigade.check.schedule.Outside;
import dev.brigade.check.sql.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database of the PostgreSQL that the explorer owns. */
final class PostgresExplored extends ExploredDatabase {
    private final PostgresDatabase database;
    private final PostgresOutside outside;

    PostgresExplored() {
        PostgresServer server = PostgresServer.shared();
        database = server.database();
        outside = new PostgresOutside(server);
    }

    @Override
    public String url() {
        return database.url();
    }

    @Override
    public Outside outside() {
        return outside;
    }

    @Override
    public void begin(Controller controller, int count) {
        outside.ended();
        outside.serves(controller.scheduler());
        super.begin(controller, count);
    }

    @Override
    boolean guardsWholeTables() {
        return true;
    }

    @Override
    Wire wire() {
        return new Wire() {
            @Override
            public void before(Connection physical) {
                outside.beforeCall(physical);
            }

            @Override
            public void after(Connection physical, boolean releasesLocks) {
                outside.afterCall(physical, releasesLocks);
            }

            @Override
            public SQLException asSeen(SQLException thrown) {
                return outside.asSeen(thrown);
            }
        };
    }

    @Override
    DataSource target() {
        return database.dataSource();
    }

    @Override
    public void reset() {
        outside.ended();
        super.reset();
    }

    @Override
    public void close() {
        super.close();
        outside.close();
        database.close();
    }
}
