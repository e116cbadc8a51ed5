package dev.brigade.data.options;

import java.sql.Connection;

/**
 * What transactions that run at once may see of each other (SQL standard, ISO 9075-2, 4.41).
 *
 * <p>On PostgreSQL, {@link #SERIALIZABLE} is what it says (serializable snapshot isolation). On H2 it is snapshot isolation:
 * two transactions that write the same row conflict, but two that each read what the other writes both commit (write skew).
 */
public enum Isolation {
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

    private final int jdbc;

    Isolation(int jdbc) {
        this.jdbc = jdbc;
    }

    /** The constant of {@link Connection} for this level. */
    public int jdbc() {
        return jdbc;
    }
}
