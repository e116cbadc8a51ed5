package dev.brigade.check.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What happens around each call that goes to the database. */
interface Wire {
    /** A database in this JVM, which waits as any code does. */
    Wire IN_PROCESS = new Wire() {
        @Override
        public void before(Connection physical) {}

        @Override
        public void after(Connection physical, boolean releases) {}

        @Override
        public SQLException asSeen(SQLException thrown) {
            return thrown;
        }
    };

    void before(Connection physical);

    /**
     * The call is over.
     *
     * @param releases whether it may have released locks though the transaction goes on
     */
    void after(Connection physical, boolean releases);

    /** What the caller shall see of what was thrown. */
    SQLException asSeen(SQLException thrown);
}
