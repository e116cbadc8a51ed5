package dev.brigade.data;

import dev.brigade.data.connections.PlainSource;
import dev.brigade.data.embedded.Instance;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.place.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of H2 in this process, and all connections to it. When H2 {@linkplain Instance has closed it by itself}, who next asks for a
 * connection opens it again, as it is opened after a kill; for that all that are in it are ended before.
 *
 * <p><b>States</b>, guarded by {@link #OPENING}, since an application may be started twice in one process on the same file: <i>open</i>,
 * with {@code first} a connection to what is open, or was until H2 closed it; <i>closed</i>, for ever. A connection is made under that lock too: else H2
 * might open the file on its own account between the end of what was and the opening of what follows.
 */
final class KeptFile extends PlainSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final ReentrantLock OPENING = new ReentrantLock();

    private final Target target;
    // guarded by OPENING
    private FirstConnection first;
    private Instance instance;
    private boolean closed;

    /** @param instance what {@code first} is to */
    private KeptFile(Target target, FirstConnection first, Instance instance) {
        this.target = target;
        this.first = first;
        this.instance = instance;
    }

    /** Empty if {@code first} is to something else. */
    static Optional<KeptFile> of(Target target, FirstConnection first) {
        return first.instance().map(instance -> new KeptFile(target, first, instance));
    }

    /** @throws DatabaseException if there is none, saying why */
    Connection connect() {
        OPENING.lock();
        try {
            if (closed) {
                throw new DatabaseException("The application has closed " + target);
            }
            if (instance.isClosed()) {
                openAgain();
                LOG.warn("{} is open again. H2 had closed it, since it could not write to it or had no memory", target);
            }
            return target.connect();
        } finally {
            OPENING.unlock();
        }
    }

    private void openAgain() {
        instance.end();
        FirstConnection again = FirstConnection.to(target);
        Optional<Instance> opened = again.instance();
        if (opened.isEmpty()) { // with AUTO_SERVER=TRUE
            again.close();
            throw new DatabaseException("Another process has opened " + target + " meanwhile; start this one again");
        }
        first = again;
        instance = opened.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return connect();
        } catch (DatabaseException failure) {
            throw failure.getCause() instanceof SQLException said
                    ? said
                    : new SQLException(failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        OPENING.lock();
        try {
            closed = true;
            first.close();
        } finally {
            OPENING.unlock();
        }
    }
}
