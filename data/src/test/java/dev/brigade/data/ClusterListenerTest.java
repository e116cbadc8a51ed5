package dev.brigade.data;

import dev.brigade.data.cluster.ClusterWaiters;
import dev.brigade.data.place.Product;
import dev.brigade.data.place.Target;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterListenerTest {
    /** Fails as when the memory is used up. */
    private static final class NoMemory implements Driver {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public @Nullable Connection connect(String url, Properties info) throws SQLException {
            if (!acceptsURL(url)) {
                return null;
            }
            throw new OutOfMemoryError("for the test, time " + asked.incrementAndGet());
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:nomemory:");
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }

    @Test
    void it_listens_again_also_after_an_error() throws Exception {
        NoMemory driver = new NoMemory();
        DriverManager.registerDriver(driver);
        Target target = new Target("main", "jdbc:nomemory:", "", "", Product.POSTGRESQL);
        try (ClusterListener listener = new ClusterListener(target, new ClusterWaiters())) {
            listener.start();
            Eventually.holds("it has tried again", () -> driver.asked.get() >= 2);
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }
}
