package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.errors.EndedStatement;
import dev.brigade.threads.Activity;
import dev.brigade.web.engine.Exchange;
import dev.brigade.web.logging.Outcome;
import dev.brigade.web.watch.Shield;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the rows of a query, read as they are sent, on a connection of the budget for streams. The head of the response
 * leaves with the first bytes and not before, so that what fails earlier can still be answered properly.
 *
 * <p>Confined to the request's thread. The connection goes back in every case: the transaction is rolled back in a
 * {@code finally}, with the shield up, so that an interrupt can't break the rollback.
 */
final class RowSending {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    /** Each run in vain costs a connection; those that are left are opened after what made them useless. */
    private static final int MOST_RUNS = 20;

    private final Wiring wiring;
    private final Response response;
    private final Activity activity;
    private final Shield shield;
    private final Outgoing out;

    RowSending(Wiring wiring, Exchange exchange, Response response, Activity activity, Shield shield) {
        this.wiring = wiring;
        this.response = response;
        this.activity = activity;
        this.shield = shield;
        this.out = new Outgoing(exchange, response);
    }

    /** It failed, and nothing has been sent. */
    static final class NotBegun extends Exception {
        private static final long serialVersionUID = 1L;
        private final Throwable reason;

        NotBegun(Throwable reason) {
            super(reason);
            this.reason = reason;
        }

        Throwable reason() {
            return reason;
        }
    }

    /** Sends all rows. */
    Outcome send(RowStream rows) throws NotBegun {
        shield.lower();
        try {
            for (int run = 1; !read(rows, run); run++) {
                shield.lower();
            }
            out.end();
            return new Outcome.Streamed(response.status());
        } catch (Throwable failure) {
            shield.raise();
            if (!out.isBegun()) {
                throw new NotBegun(failure);
            }
            if (shield.isClientGone() || out.isFailed()) {
                LOG.debug("{}: the client went away while rows were streamed to it", activity, failure);
            } else if (EndedStatement.of(failure).isPresent()) {
                EndedStatement ended = EndedStatement.of(failure).get();
                LOG.warn(
                        "{} {}, while rows were streamed; the connection was cut. {}.",
                        activity,
                        ended.text(),
                        ended.advice());
            } else {
                LOG.error("{} failed while rows were streamed; the connection was cut", activity, failure);
            }
            return new Outcome.Broken(response.status());
        }
    }

    /** Returns false if a migration came between, so that it has to be asked once more; no row has been read then. */
    private boolean read(RowStream rows, int run) throws Exception {
        Database database = wiring.databases()
                .main()
                .orElseThrow(() -> new IllegalStateException(activity.name()
                        + " streams rows, but its application has no database. Give it one: app.database()."));
        Transaction transaction = database.beginStream(activity);
        try (Query query = transaction.db().select(rows.sql(), rows.args().toArray())) {
            rows.format().write(query.setFetchSize(rows.fetchSize()), out, wiring.json());
            return true;
        } catch (UnableToExecuteStatementException failure) {
            if (run < MOST_RUNS && failure.getCause() instanceof SQLException cause && Conflicts.isStalePlan(cause)) {
                LOG.debug("{} asks for its rows once more: {}", activity, Conflicts.reason(failure));
                return false;
            }
            throw failure;
        } finally {
            shield.raise();
            transaction.rollback(); // it has only read, and a rollback never throws
        }
    }
}
