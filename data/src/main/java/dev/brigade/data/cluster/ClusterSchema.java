package dev.brigade.data.cluster;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.place.Target;
import dev.brigade.data.settings.OwnTables;
import dev.brigade.data.tables.TableInstaller;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The tables that cluster locks and conditions need, made when they are first needed.
 *
 * <p>Safe from any thread: {@link #ready} goes from false to true once, under {@link #lock} within a process; between nodes an
 * advisory lock lets one do it while the others wait, and then find it done.
 */
public final class ClusterSchema {
    private static final List<String> STEPS = List.of("""
            create table if not exists brigade_fence (name varchar(1000) primary key, token bigint not null);
            create table if not exists brigade_signal (
                id bigint generated always as identity primary key,
                sent timestamp with time zone default current_timestamp not null)""");

    private static final OwnTables TABLES = new OwnTables(
            "cluster", "cluster locks and conditions", List.of("brigade_fence", "brigade_signal"), STEPS, STEPS);

    private final TableInstaller installer;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean ready;

    public ClusterSchema(Target target) {
        this(target, target::connect);
    }

    public ClusterSchema(Target target, Supplier<Connection> connections) {
        this.installer = new TableInstaller(TABLES, target, connections);
    }

    /**
     * Makes what is not there, on a connection of its own.
     *
     * @throws DatabaseException with the SQL to run, if the user may not
     */
    public void ensure() {
        if (ready) {
            return;
        }
        lock.lock();
        try {
            if (!ready) {
                installer.ensure();
                ready = true;
            }
        } finally {
            lock.unlock();
        }
    }
}
