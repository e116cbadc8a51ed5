package dev.brigade.data.connections;

import com.zaxxer.hikari.HikariDataSource;
import dev.brigade.data.embedded.Instance;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.place.Product;
import java.sql.Connection;
import java.sql.SQLException;

/** Connections that HikariCP opens, checks and retires, with what is known of their sessions. */
final class HikariConnections implements ConnectionSource {
    private final HikariDataSource hikari;
    private final Isolation isolation;
    private final boolean postgres;
    private final boolean file;
    private final Backend.Registry backends;

    /**
     * @param isolation the one that {@code hikari} gives to each connection that it hands out
     * @param file whether they are to a file of H2 in this process
     */
    HikariConnections(HikariDataSource hikari, Product product, Isolation isolation, boolean file) {
        this.file = file;
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
            if (file) {
                Instance.leaveIfClosed(connection); // HikariCP would roll back
            }
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
