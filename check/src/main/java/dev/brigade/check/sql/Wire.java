package dev.brigade.check.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Stands between {@link TracedDataSource} and the driver: is called around each call of the driver that can reach the database, also of
 * those of which a {@link SqlListener} is not told. On the thread that makes the call.
 */
public interface Wire {
    /** For a database that needs nothing around its calls, such as one in this JVM. */
    Wire DIRECT = new Wire() {
        @Override
        public void before(Connection physical) {}

        @Override
        public void after(Connection physical, boolean releasesLocks) {}

        @Override
        public SQLException asSeen(SQLException thrown) {
            return thrown;
        }
    };

    /** The driver of {@code physical} is about to be called. */
    void before(Connection physical);

    /**
     * The call is over, also if it has thrown.
     *
     * @param releasesLocks whether it may have released locks though its transaction goes on
     */
    void after(Connection physical, boolean releasesLocks);

    /** What the application shall see of what the driver has thrown; before {@link #after}. */
    SQLException asSeen(SQLException thrown);
}
