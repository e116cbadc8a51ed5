package dev.brigade.data.place;

import dev.brigade.data.errors.Conflicts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The database behind a URL, where the difference matters. */
public enum Product {
    H2,
    POSTGRESQL,
    OTHER;

    static Product of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:h2:")) {
            return H2;
        }
        return jdbcUrl.startsWith("jdbc:postgresql:") ? POSTGRESQL : OTHER;
    }

    /** SQL for each new connection of a budget; empty for none. */
    public String setUp(Budget budget, Duration idleInTransaction) {
        return switch (budget) {
            case MAIN -> postgres(idleInTransaction);
            // Few they are, and nobody is to be taken for dead because they all wait for rows of others.
            case JOBS -> postgres(idleInTransaction, "('lock_timeout', '2s')");
            // It may wait for a row of its own thread's first transaction, which no deadlock detector sees. H2 ends
            // such
            // a wait by the lock timeout of its URL. What the operator has set stays.
            case SEPARATE -> postgres(idleInTransaction, "('lock_timeout', '10s')");
            // PostgreSQL reads through a cursor by the fetch size; H2 would else put the whole result into memory.
            case STREAM -> this == H2 ? "set lazy_query_execution 1" : postgres(Duration.ZERO);
        };
    }

    /** What nobody has set, on the server or in the URL, is set; {@code more} are further settings. */
    private String postgres(Duration idleInTransaction, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        // else a statement whose process is gone, or whose connection was cut, runs to its end and keeps its rows
        // locked
        settings.add("('client_connection_check_interval', '5s')");
        // else a machine that is gone without a word keeps what its session holds, outside of transactions too, for
        // hours; the last is for the answer that it does not take
        settings.add(
                "('tcp_keepalives_idle', '30s'), ('tcp_keepalives_interval', '10s'), ('tcp_keepalives_count', '3')");
        settings.add("('tcp_user_timeout', '60s')");
        if (!idleInTransaction.isZero()) {
            settings.add("('idle_in_transaction_session_timeout', '"
                    + Math.min(idleInTransaction.toMillis(), Integer.MAX_VALUE) + "ms')");
        }
        return this != POSTGRESQL
                ? ""
                : "select set_config(name, value, false) from (values " + String.join(", ", settings)
                        + ") as wanted (name, value) join pg_settings using (name) where source = 'default'"
                        // which not every system lets PostgreSQL do, and it refuses to try
                        + " and (name not in ('client_connection_check_interval', 'tcp_user_timeout') or version() ~ 'linux')"
                        + "; commit"; // or the first rollback would undo it
    }

    /**
     * Whether upon {@code failure} the database has undone all that the transaction did, and would let it go on and commit
     * the rest. H2 does that on a deadlock or a write to a row that has changed (error 40001); PostgreSQL refuses all
     * further statements instead, so nothing needs to be remembered.
     */
    public boolean undoesAllOn(SQLException failure) {
        return this == H2 && Conflicts.isConflict(failure);
    }
}
