package dev.brigade.check.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Keeps a driver's connections, and gives them out to be traced: {@link TracedDataSource} does not close them but gives them back. Safe
 * from the threads from which the traced connections are used.
 */
public interface Lender extends DataSource {

    /** At which isolation {@link #getConnection} gives it; without asking the database. */
    int isolation(Connection connection);

    /** Takes it back, with what was left of its use. Called within {@link Wire#before} and {@link Wire#after}. */
    void giveBack(Connection connection, Left left) throws SQLException;

    /**
     * What the use of a connection has left.
     *
     * @param transaction whether one may be open, which is to be rolled back
     * @param isolation whether it may have been changed
     * @param readOnly whether it was switched
     */
    record Left(boolean transaction, boolean isolation, boolean readOnly) {}
}
