package dev.brigade.data.connections;

import com.zaxxer.hikari.HikariDataSource;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.place.Product;
import java.sql.Connection;
import java.sql.SQLException;

/** Connections that HikariCP opens, checks and retires, with what is known of their sessions. */
final class HikariConnections implements ConnectionSource {
    private final HikariDataSource hikari;
    private final Isolation isolation;
    private final boolean postgres;
    private final Backend.Registry backends;

    /** {@code isolation} is the one that {@code hikari} gives to each connection that it hands out. */
    HikariConnections(HikariDataSource hikari, Product product, Isolation isolation) {
        this.hikari = hikari;
        this.isolation = isolation;
        this.postgres = product == Product.POSTGRESQL;
        this.backends = new Backend.Registry(product);
    }

    @Override
    public Pooled take() throws SQLException {
        Connection connection = hikari.getConnection();
        try {
            Backend backend = backends.of(connection);
            return new Pooled(connection, System.nanoTime(), isolation, postgres ? backend : null, backend.id());
        } catch (SQLException | RuntimeException | Error failure) {
            giveBack(connection, true); // it is out already, and nobody else would
            throw failure;
        }
    }

    @Override
    public void giveBack(Connection connection, boolean lost) throws SQLException {
        if (lost) {
            hikari.evictConnection(connection);
        }
        connection.close();
    }

    @Override
    public boolean isAtHand() {
        return hikari.getHikariPoolMXBean().getIdleConnections() > 0;
    }

    @Override
    public int idle() {
        return hikari.isClosed() ? 0 : hikari.getHikariPoolMXBean().getIdleConnections();
    }

    @Override
    public boolean isClosed() {
        return hikari.isClosed();
    }

    @Override
    public void close() {
        hikari.close();
    }
}
