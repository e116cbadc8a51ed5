package dev.brigade.data;

import dev.brigade.data.jdbc.Failures;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The statements of a transaction that are open. Confined to the transaction's thread. */
final class OpenStatements {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final List<Statement> open = new ArrayList<>(2);

    void opened(Statement statement) {
        open.add(statement);
    }

    void closed(Statement statement) {
        // the last opened is the first closed, as a rule
        int at = open.lastIndexOf(statement);
        if (at >= 0) {
            open.remove(at);
        }
    }

    /** Closes them all; what fails is told to {@code session}. */
    void close(Session session) {
        for (int at = open.size() - 1; at >= 0; at--) {
            try {
                open.get(at).close();
            } catch (SQLException | RuntimeException failure) {
                LOG.debug("{}: a statement could not be closed: {}", session.activity(), Failures.reason(failure));
                if (failure instanceof SQLException sql) {
                    session.failed(sql);
                } else {
                    session.lost();
                }
            }
        }
        open.clear();
    }
}
