package dev.brigade.check.sql;

import dev.brigade.check.sql.footprint.Footprint;
import dev.brigade.check.sql.footprint.Footprints;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call of JDBC that reaches the database. Has identity: {@link SqlListener#before} and {@link SqlListener#after} get the same.
 * Confined to the thread that makes it, until that is over.
 */
public final class SqlCall {
    private final Connection physical;
    private final Kind kind;
    private final List<Bound> statements;
    private final int isolation;
    private final boolean autoCommit;
    private final boolean opensTransaction;
    private @Nullable Footprint footprint;

    /** What is called. */
    public enum Kind {
        /** One statement. */
        STATEMENT,
        /** Several, sent together. */
        BATCH,
        /** A row of a result is changed, added or removed through the result. */
        ROW_CHANGE,
        /** Of a transaction, by a statement that says so; otherwise the first statement begins it. */
        BEGIN,
        /** Also the end of a transaction by {@code setAutoCommit(true)}. */
        COMMIT,
        ROLLBACK,
        /** Which gives back the locks that were taken since. */
        ROLLBACK_TO_SAVEPOINT,
        /** Of a connection whose transaction is open, and ends so. */
        CLOSE
    }

    /**
     * A statement with its parameters.
     *
     * @param parameters in the order of the question marks; null also for those that were not set
     */
    public record Bound(String sql, List<@Nullable Object> parameters) {
        public Bound {
            parameters = Collections.unmodifiableList(new ArrayList<>(parameters)); // may have nulls
        }
    }

    SqlCall(
            Connection physical,
            Kind kind,
            List<Bound> statements,
            int isolation,
            boolean autoCommit,
            boolean opensTransaction) {
        this.physical = physical;
        this.kind = kind;
        this.statements = List.copyOf(statements);
        this.isolation = isolation;
        this.autoCommit = autoCommit;
        this.opensTransaction = opensTransaction;
    }

    /** The driver's connection, or what is nearest to it; the same object for all calls of a connection. */
    public Connection physical() {
        return physical;
    }

    public Kind kind() {
        return kind;
    }

    /** The statements; none for the beginning and the end of a transaction. */
    public List<Bound> statements() {
        return statements;
    }

    /** As {@link Connection#getTransactionIsolation()} gives it. */
    public int isolation() {
        return isolation;
    }

    /** Whether the statement is a transaction of its own. */
    public boolean autoCommit() {
        return autoCommit;
    }

    /** Whether a transaction begins with it that will not end with it. */
    public boolean opensTransaction() {
        return opensTransaction;
    }

    /** Whether a transaction ends with it; that of a statement in auto-commit ends with the statement. */
    public boolean endsTransaction() {
        return switch (kind) {
            case COMMIT, ROLLBACK, CLOSE -> true;
            case STATEMENT, BATCH, ROW_CHANGE -> autoCommit;
            case BEGIN, ROLLBACK_TO_SAVEPOINT -> false;
        };
    }

    /** What its statements touch. Nothing for the end of a transaction, which touches what that transaction has touched. */
    public Footprint footprint(Footprints footprints) {
        Footprint known = footprint;
        if (known == null) {
            known = kind == Kind.ROW_CHANGE ? Footprint.everything() : Footprint.nothing();
            for (Bound statement : statements) {
                known = known.plus(footprints.of(statement.sql(), statement.parameters()));
            }
            footprint = known;
        }
        return known;
    }

    /** For people: {@code select portions from pantry where dish = 'soup'}, {@code commit}. */
    public String text(int most) {
        return switch (kind) {
            case STATEMENT, ROW_CHANGE ->
                statements.stream()
                        .map(statement -> FilledSql.of(statement.sql(), statement.parameters(), most))
                        .collect(Collectors.joining("; "));
            case BATCH -> batch(most);
            case BEGIN -> "begin";
            case COMMIT -> "commit";
            case ROLLBACK -> "rollback";
            case ROLLBACK_TO_SAVEPOINT -> "rollback to savepoint";
            case CLOSE -> "close the connection";
        };
    }

    private String batch(int most) {
        if (statements.isEmpty()) {
            return "an empty batch";
        }
        Bound first = statements.getFirst();
        String more = statements.size() > 1 ? " (and " + (statements.size() - 1) + " more)" : "";
        return FilledSql.of(first.sql(), first.parameters(), Math.max(1, most - more.length())) + more;
    }

    @Override
    public String toString() {
        return kind + " " + text(100);
    }
}
