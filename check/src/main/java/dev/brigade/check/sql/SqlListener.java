package dev.brigade.check.sql;

import java.sql.SQLException;

/** Who is told of what an application does with a database. Each method is called on the thread that does it. */
public interface SqlListener {

    /**
     * The call is about to be made. It may wait before it returns.
     *
     * @throws SQLException if the call shall not be made, but fail so; {@link #after} is not called then
     */
    void before(SqlCall call) throws SQLException;

    /** Whether the values that the application reads are kept; asked at each call. Of use to who shows them, and not free. */
    default boolean wantsValues() {
        return true;
    }

    /** The call has returned, or has thrown. */
    void after(SqlCall call, SqlResult result);
}
