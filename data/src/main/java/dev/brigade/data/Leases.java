package dev.brigade.data;

import dev.brigade.data.connections.ConnectionSource;
import dev.brigade.data.desk.Desk;
import dev.brigade.data.desk.Lease;
import dev.brigade.data.desk.SideDesk;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.place.Budget;
import dev.brigade.data.pool.PoolView;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who has a connection of a database: its desks, one for each {@link Budget}, and the sessions that hold leases.
 *
 * <p>Safe from any thread. What is mutable here is {@link #sessions}, in which an activity has at most one session for each budget, put in
 * before its lease and taken out before the connection goes back; the desks are safe by themselves.
 */
final class Leases implements AutoCloseable {
    private final String database;
    private final Desk main;
    private final SideDesk separate;
    private final SideDesk stream;
    private final SideDesk jobs;
    private final Map<Object, Session> sessions = new ConcurrentHashMap<>();

    /**
     * @param pool where the main desk has its connections from; opened now
     * @param beside where those of the other budgets are from; opened when they are needed
     */
    Leases(
            DatabaseSettings settings,
            Supplier<? extends ConnectionSource> pool,
            Function<Budget, ? extends ConnectionSource> beside) {
        this.database = settings.name();
        this.separate = new SideDesk(Budget.SEPARATE, settings, () -> beside.apply(Budget.SEPARATE));
        this.stream = new SideDesk(Budget.STREAM, settings, () -> beside.apply(Budget.STREAM));
        this.jobs = new SideDesk(Budget.JOBS, settings, () -> beside.apply(Budget.JOBS));
        this.main = new Desk(database, Budget.MAIN, pool.get(), settings.poolSize(), settings.leaseTimeout());
    }

    /** Where threads wait for a connection of the main pool. */
    MeetingPoint pool() {
        return main;
    }

    /** The pools that are open, the main one first. */
    SequencedMap<MeetingPoint, PoolView> pools() {
        SequencedMap<MeetingPoint, PoolView> open = new LinkedHashMap<>();
        open.put(main, main.view());
        for (SideDesk beside : List.of(separate, stream, jobs)) {
            beside.opened().ifPresent(one -> open.put(one, one.view()));
        }
        return open;
    }

    /** The pool of that budget at this moment. */
    PoolView view(Budget budget) {
        return switch (budget) {
            case MAIN -> main.view();
            case SEPARATE -> separate.view();
            case STREAM -> stream.view();
            case JOBS -> jobs.view();
        };
    }

    /** Those that have a connection at this moment. */
    Collection<Session> sessions() {
        return sessions.values();
    }

    /** @throws IllegalStateException if its activity has a connection of that budget already */
    void refuseSecond(Session session) {
        Session other = sessions.get(key(session));
        if (other != null) {
            throw second(other);
        }
    }

    /** @throws IllegalStateException as {@link #refuseSecond} */
    Lease lease(Session session, TransactionOptions options) {
        Object key = key(session);
        Session other = sessions.putIfAbsent(key, session);
        if (other != null) {
            throw second(other);
        }
        boolean done = false;
        try {
            Lease lease = desk(session.budget()).lease(session.activity(), options);
            done = true;
            return lease;
        } finally {
            if (!done) {
                sessions.remove(key, session);
            }
        }
    }

    void giveBack(Session session, Lease lease, boolean sound) {
        sessions.remove(key(session), session);
        desk(session.budget()).giveBack(lease, sound);
    }

    /** Leased connections are closed too, unless they are somebody else's. */
    @Override
    public void close() {
        main.close();
        separate.close();
        stream.close();
        jobs.close();
    }

    private Desk desk(Budget budget) {
        return switch (budget) {
            case MAIN -> main;
            case SEPARATE -> separate.open();
            case STREAM -> stream.open();
            case JOBS -> jobs.open();
        };
    }

    /** An activity and the budget of a further connection. */
    private record BesideFirst(Object owner, Budget budget) {}

    /** One connection of each budget for each activity. */
    private static Object key(Session session) {
        Object owner = key(session.activity());
        return session.budget() == Budget.MAIN ? owner : new BesideFirst(owner, session.budget());
    }

    /** Threads that no part of Brigade started have a new activity each time they are asked, so the thread stands for it. */
    static Object key(Activity activity) {
        return activity.kind() == Activity.Kind.OTHER ? Thread.currentThread() : activity;
    }

    private IllegalStateException second(Session first) {
        return new IllegalStateException(first.activity().name() + " holds a connection of database \"" + database
                + "\" for a transaction that has not ended, and gets no second one, since it could wait for itself."
                + " Use the first, or end it before the next begins; for what must happen whatever becomes of the first"
                + " there is separately(…), which has connections of its own.");
    }
}
