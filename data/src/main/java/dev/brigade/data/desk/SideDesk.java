package dev.brigade.data.desk;

import dev.brigade.data.connections.ConnectionSource;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.place.Budget;
import dev.brigade.data.pool.PoolTotals;
import dev.brigade.data.pool.PoolView;
import dev.brigade.data.settings.DatabaseSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A desk that is opened when somebody first asks for it, so that an application that never does has no second pool.
 *
 * <p>Safe from any thread. It is opened at most once, and never after it was closed: both happen under {@link #lock}, and
 * {@link #desk} is volatile so that whoever finds it open needs no lock. Classes that the pool needs have been loaded
 * by the main one, so it may be opened on a virtual thread; and opening it does not wait for the database.
 */
public final class SideDesk {
    private final Budget budget;
    private final DatabaseSettings settings;
    private final int size;
    private final Supplier<? extends ConnectionSource> connections;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Desk desk;
    private boolean closed; // guarded by lock

    public SideDesk(Budget budget, DatabaseSettings settings, Supplier<? extends ConnectionSource> connections) {
        this.budget = budget;
        this.settings = settings;
        this.size = settings.size(budget);
        this.connections = connections;
    }

    private String name() {
        return budget.poolOf(settings.name());
    }

    /**
     * The desk, opened when it is asked for first.
     *
     * @throws DatabaseException if it is closed
     */
    public Desk open() {
        Desk mine = desk;
        if (mine != null) {
            return mine;
        }
        lock.lock();
        try {
            if (closed) {
                throw NoConnection.closed(name());
            }
            Desk made = desk;
            if (made == null) {
                made = new Desk(name(), budget, connections.get(), size, settings.leaseTimeout());
                desk = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** The desk, if somebody has asked for it. */
    public Optional<Desk> opened() {
        return Optional.ofNullable(desk);
    }

    /** The pool at this moment: with nothing in it as long as nobody has needed it. */
    public PoolView view() {
        return opened().map(Desk::view)
                .orElseGet(() -> new PoolView(name(), size, 0, 0, 0, List.of(), PoolTotals.NONE));
    }

    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        Desk mine = desk;
        if (mine != null) {
            mine.close();
        }
    }
}
