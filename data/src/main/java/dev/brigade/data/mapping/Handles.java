package dev.brigade.data.mapping;

import java.sql.Connection;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.mapper.RowMappers;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/**
 * Jdbi's handles over the connections of transactions. One Jdbi for a database, shared by all threads; what it knows of
 * types and mappers is worked out once.
 *
 * <p>A record is mapped by the names of its components without being registered.
 */
public final class Handles {
    /** The connection for the handle that is being opened; Jdbi's factory takes no argument. */
    private static final ScopedValue<Connection> OPENED_FOR = ScopedValue.newInstance();

    /** Of a statement, in the message of its failure. */
    private static final int LONGEST_SQL = 200;

    /** Where Jdbi says that parameters don't fit the statement, it tells what they are. */
    private static final Pattern BINDING =
            Pattern.compile(" in binding:.*|: '\\{.*}'| for '.*'(?= of qualified type)", Pattern.DOTALL);

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
        jdbi.configure(
                StatementExceptions.class, exceptions -> exceptions.setMessageRendering(Handles::withoutParameters));
        jdbi.configure(Arguments.class, arguments -> arguments.register(new PlainArguments(arguments)));
        jdbi.configure(RowMappers.class, mappers -> mappers.register(new RecordMappers(jdbi)));
    }

    /** What parameters were given belongs into no log: names, tokens, hashes of passwords. */
    private static String withoutParameters(StatementException failure) {
        String message =
                BINDING.matcher(String.valueOf(failure.getShortMessage())).replaceAll("");
        @Nullable StatementContext context = failure.getStatementContext();
        @Nullable String sql = context == null ? null : context.getRawSql();
        if (sql == null) {
            return message;
        }
        String part = sql.length() > LONGEST_SQL ? sql.substring(0, LONGEST_SQL) + "…" : sql;
        return message + " [statement: " + part + "]";
    }

    public Handle open(Connection connection) {
        return ScopedValue.where(OPENED_FOR, connection).call(jdbi::open);
    }
}
