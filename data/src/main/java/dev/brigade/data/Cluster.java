package dev.brigade.data;

import dev.brigade.data.cluster.ClusterSchema;
import dev.brigade.data.cluster.ClusterWaiters;
import dev.brigade.data.cluster.Gates;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.place.Product;
import dev.brigade.data.place.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one node has in common with the others that are connected to the same database. Safe from any thread; its parts are.
 *
 * <p>With H2 there are no others, but an application may be started twice in one process, on the same database. So what they
 * share is found in {@link #IN_PROCESS} by the database's place: put there by the first that needs it, taken out by the last of
 * those that is closed, each inside {@code compute}.
 */
final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Map<String, Shared> IN_PROCESS = new ConcurrentHashMap<>();

    /** What the databases of one place in this process share; {@code users} changes only inside {@code compute}. */
    private static final class Shared {
        private final Gates gates = new Gates();
        private final ClusterSchema schema;
        private final ClusterWaiters waiters = new ClusterWaiters();
        private int users;

        Shared(Target target, Supplier<Connection> connections) {
            schema = new ClusterSchema(target, connections);
        }
    }

    private final Target target;
    private final Supplier<Connection> connections;
    private final boolean alone;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private @Nullable Shared shared; // made, or found, when first needed
    private @Nullable ClusterListener listener; // made when first needed, and not after the end
    private boolean closed;

    Cluster(Target target, Supplier<Connection> connections) {
        this(target, connections, false);
    }

    private Cluster(Target target, Supplier<Connection> connections, boolean alone) {
        this.target = target;
        this.connections = connections;
        this.alone = alone;
    }

    /** Of an application that shares its database with nobody, not even in this process, whatever the database. */
    static Cluster ofOne(Target target, Supplier<Connection> connections) {
        return new Cluster(target, connections, true);
    }

    /** Whether signals reach all that there are without the database. */
    boolean isInProcess() {
        return alone || target.product() == Product.H2;
    }

    private boolean isCounted() {
        return !alone && target.product() == Product.H2;
    }

    private Shared shared() {
        lock.lock();
        try {
            Shared mine = shared;
            if (mine == null) {
                mine = isCounted() && !closed ? counted(target) : new Shared(target, connections);
                shared = mine;
            }
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private static Shared counted(Target target) {
        return IN_PROCESS.compute(target.place(), (_, there) -> {
            Shared counted = there == null ? new Shared(target, target::connect) : there;
            counted.users++;
            return counted;
        });
    }

    Gates gates() {
        return shared().gates;
    }

    ClusterSchema schema() {
        return shared().schema;
    }

    ClusterWaiters waiters() {
        return shared().waiters;
    }

    /** Hears signals from now on, if those of other processes matter. */
    void listen() {
        if (alone || target.product() != Product.POSTGRESQL) {
            return;
        }
        lock.lock();
        try {
            if (listener == null && !closed) {
                ClusterListener made = new ClusterListener(target, waiters());
                listener = made;
                made.start();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a signal for one again, which was taken by a waiter that has gone: a waiter of another node may need it. On a
     * thread and a connection of its own, since who leaves may have been interrupted or cancelled, and the pool may be empty. Should it fail, the
     * waiters look by themselves as if it had been lost.
     */
    void passOn(String condition) {
        if (isInProcess()) {
            return;
        }
        Thread.ofVirtual().name("passes a signal on to " + target.name()).start(() -> {
            try (Connection connection = connect()) {
                ClusterListener.passOn(connection, condition);
            } catch (SQLException | DatabaseException failure) {
                LOG.debug("{}: a signal at {} could not be passed on: {}", target, condition, failure.getMessage());
            }
        });
    }

    /** A connection of its own. */
    Connection connect() {
        return connections.get();
    }

    /**
     * Refuses a database through which processes can't lock each other out.
     *
     * @param what begins the message
     */
    void check(String what) {
        boolean isAlone =
                target.isEmbedded() && !target.url().toUpperCase(Locale.ROOT).contains("AUTO_SERVER=TRUE");
        if (target.product() == Product.POSTGRESQL || isAlone) {
            return;
        }
        throw new IllegalStateException(what + " needs PostgreSQL, or an H2 database that is this process's alone; "
                + target + " is neither. Set database.url to jdbc:postgresql://….");
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (listener != null) {
                listener.close();
            }
            if (shared == null) {
                return;
            }
            shared.waiters.wakeEverybody(); // they look, and are told that the pool is closed
            if (isCounted()) {
                IN_PROCESS.computeIfPresent(target.place(), (_, there) -> --there.users == 0 ? null : there);
            }
        } finally {
            lock.unlock();
        }
    }
}
