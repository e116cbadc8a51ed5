package dev.brigade.data.mapping;

import java.sql.Connection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMappers;

/**
 * Jdbi's handles over the connections of transactions. One Jdbi for a database, shared by all threads; what it knows of
 * types and mappers is worked out once.
 *
 * <p>A record is mapped by the names of its components without being registered.
 */
public final class Handles {
    /** The connection for the handle that is being opened; Jdbi's factory takes no argument. */
    private static final ScopedValue<Connection> OPENED_FOR = ScopedValue.newInstance();

    private final Jdbi jdbi;

    public Handles() {
        jdbi = Jdbi.create(() -> {
            if (!OPENED_FOR.isBound()) {
                throw new IllegalStateException(
                        "A handle of its own would be a second connection; use db() of the request or transaction.");
            }
            return OPENED_FOR.get();
        });
        jdbi.setTransactionHandler(new NestedTransactions());
        // the end of a transaction is not the handle's to see to
        jdbi.configure(org.jdbi.v3.core.Handles.class, handles -> handles.setForceEndTransactions(false));
        jdbi.configure(RowMappers.class, mappers -> mappers.register(new RecordMappers(jdbi)));
    }

    public Handle open(Connection connection) {
        return ScopedValue.where(OPENED_FOR, connection).call(jdbi::open);
    }
}
