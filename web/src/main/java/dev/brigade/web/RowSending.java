package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import dev.brigade.threads.Activity;
import dev.brigade.web.engine.Exchange;
import dev.brigade.web.logging.Outcome;
import dev.brigade.web.watch.Shield;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
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
    private static final int BUFFER_BYTES = 8 * 1024;

    private final Wiring wiring;
    private final Exchange exchange;
    private final Response response;
    private final Activity activity;
    private final Shield shield;
    private @Nullable OutputStream begun;

    RowSending(Wiring wiring, Exchange exchange, Response response, Activity activity, Shield shield) {
        this.wiring = wiring;
        this.exchange = exchange;
        this.response = response;
        this.activity = activity;
        this.shield = shield;
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
            OutputStream out = new BufferedOutputStream(new Late(), BUFFER_BYTES);
            read(rows, out);
            out.flush();
            // Closed only here: a stream that is not closed tells the client that it is incomplete.
            begin().close();
            return new Outcome.Streamed(response.status());
        } catch (Throwable failure) {
            shield.raise();
            if (begun == null) {
                throw new NotBegun(failure);
            }
            if (shield.isClientGone() || failure instanceof IOException || failure instanceof UncheckedIOException) {
                LOG.debug("{}: the client went away while rows were streamed to it", activity, failure);
            } else {
                LOG.error("{} failed while rows were streamed; the connection was cut", activity, failure);
            }
            return new Outcome.Broken(response.status());
        }
    }

    private void read(RowStream rows, OutputStream out) throws Exception {
        Database database = wiring.databases()
                .main()
                .orElseThrow(() -> new IllegalStateException(activity.name()
                        + " streams rows, but its application has no database. Give it one: app.database()."));
        Transaction transaction = database.beginStream(activity);
        try (Query query = transaction.db().select(rows.sql(), rows.args().toArray())) {
            rows.format().write(query.setFetchSize(rows.fetchSize()), out, wiring.json());
        } finally {
            shield.raise();
            transaction.rollback(); // it has only read, and a rollback never throws
        }
    }

    private OutputStream begin() throws IOException {
        OutputStream out = begun;
        if (out == null) {
            begun =
                    OutputStream
                            .nullOutputStream(); // should it fail, the client is gone and no other answer can be sent
            out = exchange.stream(response.status(), response.headers());
            begun = out;
        }
        return out;
    }

    /** The response's stream, begun with the first bytes. */
    private final class Late extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begin().write(bytes, offset, length);
        }
    }
}
