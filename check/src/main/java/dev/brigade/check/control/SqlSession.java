package dev.brigade.check.control;

import dev.brigade.check.naming.Event;
import dev.brigade.check.sql.SqlCall;
import dev.brigade.check.sql.footprint.Footprint;
import java.sql.Connection;

/** What is known of the transaction of one connection. Confined to the carrier. */
final class SqlSession {
    private int isolation = Connection.TRANSACTION_READ_COMMITTED;
    private int transaction;
    private boolean hasSnapshot;
    private Footprint footprint = Footprint.nothing();

    /** {@code call} is about to be made. */
    void sees(SqlCall call) {
        isolation = call.isolation();
    }

    /** Whether a transaction has begun that has not ended. */
    boolean isInTransaction() {
        return transaction > 0;
    }

    /** A transaction begins, the {@code number}th of the run. */
    void begin(int number) {
        transaction = number;
    }

    /** All that its transaction has touched. */
    Footprint footprint() {
        return footprint;
    }

    boolean isSerializable() {
        return isolation == Connection.TRANSACTION_SERIALIZABLE;
    }

    /** Whether the next statement decides what it and those after it see. */
    boolean beginsSnapshot() {
        return isolation >= Connection.TRANSACTION_REPEATABLE_READ && !hasSnapshot;
    }

    /** A statement of its transaction touches something. */
    void touches(Footprint more) {
        hasSnapshot = true;
        footprint = footprint.plus(more);
    }

    /** Its transaction has ended. */
    void end() {
        transaction = 0;
        hasSnapshot = false;
        footprint = Footprint.nothing();
    }

    SqlStep.Transaction transaction() {
        return new SqlStep.Transaction(
                transaction,
                switch (isolation) {
                    case Connection.TRANSACTION_READ_UNCOMMITTED, Connection.TRANSACTION_NONE -> Event.Sees.LATEST;
                    case Connection.TRANSACTION_READ_COMMITTED -> Event.Sees.COMMITTED;
                    default -> Event.Sees.SNAPSHOT;
                });
    }
}
