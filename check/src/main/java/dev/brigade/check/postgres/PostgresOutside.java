package dev.brigade.check.postgres;

import dev.brigade.check.schedule.Outside;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for PostgreSQL: whether the answer only takes its time, or another thread's lock keeps it back.
 *
 * <p><b>The states of a call.</b> It <em>runs</em> from {@link #beforeCall} on. If it is not answered promptly, the server is asked; if it
 * waits for a lock there, its process is stopped and it <em>is held up</em>. When another call has ended a transaction, the server is
 * asked again: one that was granted its lock meanwhile is let go on and runs. It ends with {@link #afterCall}.
 *
 * <p><b>Why runs with the same choices are the same.</b> The scheduler lets nobody go on while a call runs; so at any time at most one
 * process of the server works for the explorer, or some are stopped. A lock that is released is handed on, within the server, by who
 * releases it, in the order of the queue; what those who get it do then would be a race, but they are stopped, and let go on
 * one after the other, who has waited longest first. How long the server takes decides nothing but how often it is asked. A process is
 * stopped only while it sleeps until another one releases a lock: elsewhere it may have a latch of the server that all others need.
 *
 * <p>A deadlock would be found by the server after a second of real time; this one is told to wait a day. It is found here, when
 * nobody else can go on, and the victim is who has waited longest: the one whose wait reaches a second first.
 *
 * <p>Confined to the carrier, except that {@link #beforeCall} and {@link #afterCall} may be called by any thread and do nothing for
 * one that is not under control.
 */
public final class PostgresOutside implements Outside, AutoCloseable {
    /** So long an answer is waited for before the server is asked again. */
    private static final long GRACE_NANOS = 300_000;
    /** So long a connection that is not under control may hold somebody up, before it is said so. */
    private static final long STRANGER_NANOS = 5_000_000_000L;

    private final PostgresServer server;
    private final Monitor monitor;
    private final IdentityHashMap<Connection, Optional<Backend>> backends = new IdentityHashMap<>();
    private final Map<Task, Call> calls = new LinkedHashMap<>(); // a task has the equality of identity
    private final Set<Task> victims = new HashSet<>();
    private @Nullable Scheduler scheduler;
    private long strangersSince;

    /** Asks {@code server} on a connection of its own, until {@link #close}. */
    public PostgresOutside(PostgresServer server) {
        this.server = server;
        this.monitor = server.monitor();
    }

    /** Says whose threads these are. Call it once, before the first run. */
    public void serves(Scheduler itsScheduler) {
        scheduler = itsScheduler;
    }

    // --- what a controlled thread calls

    /**
     * The calling thread is about to call {@code physical}, the driver's connection, or a statement of it.
     *
     * @throws IllegalStateException if the connection leads to a PostgreSQL that is not the explorer's
     */
    public void beforeCall(Connection physical) {
        Task me = current();
        if (me == null) {
            return;
        }
        Call outer = calls.get(me);
        if (outer != null) {
            outer.depth++;
            return;
        }
        if (isClosed(physical)) {
            return;
        }
        Optional<Backend> backend = backends.computeIfAbsent(physical, server::backend);
        if (backend.isPresent()) {
            calls.put(me, new Call(me, backend.get()));
            asks();
        }
    }

    /**
     * The call has returned, or thrown. Returns when it is the calling thread's turn: if it was held up, others may have run meanwhile.
     *
     * @param releasesLocks whether it may have released locks though its transaction goes on, as does a rollback to a savepoint or
     *     {@code pg_advisory_unlock}; the end of a transaction is seen here
     */
    @SuppressWarnings("ThreadPriorityCheck") // yielding is how a virtual thread is unmounted
    public void afterCall(Connection physical, boolean releasesLocks) {
        Task me = current();
        Call call = me == null ? null : calls.get(me);
        if (me == null || call == null || --call.depth > 0) {
            return;
        }
        boolean closed = isClosed(physical);
        if (closed) {
            backends.remove(physical);
            call.backend().awaitExit();
        }
        calls.remove(me);
        answered();
        if (closed || releasesLocks || !call.backend().isInTransaction()) {
            for (Call other : calls.values()) {
                other.task().heldUp(false); // perhaps: the server is asked
            }
        }
        if (call.wasHeldUp()) {
            Thread.yield();
        }
    }

    /** What the calling thread shall see of what its call has thrown: to the victim of a deadlock that it was one, SQLState 40P01. */
    public SQLException asSeen(SQLException thrown) {
        Task me = current();
        return me != null && victims.remove(me) ? Deadlocks.asVictim(thrown) : thrown;
    }

    /**
     * A run is over, also if by an exception: sessions that are still in a call are ended, transactions that are still open are
     * rolled back, so that the next run finds no locks. On the thread that runs the scheduler.
     */
    public void ended() {
        for (Call call : calls.values()) {
            Backend ended = call.backend();
            ended.end();
            backends.values()
                    .removeIf(known -> known.filter(ended::equals).isPresent()); // its thread keeps the driver's lock
        }
        calls.clear();
        victims.clear();
        backends.values().forEach(known -> known.ifPresent(Backend::rollBack));
    }

    // --- Outside

    @Override
    public void await(List<Task> waiting, BooleanSupplier arrived) {
        List<Call> running = new ArrayList<>();
        List<Call> stopped = new ArrayList<>();
        for (Task task : waiting) {
            Call call = calls.get(task);
            if (call != null) {
                (call.backend().isStopped() ? stopped : running).add(call);
            }
        }
        if (running.isEmpty() && !stopped.isEmpty()) {
            if (letsOneGo(stopped)) {
                awaitArrival(arrived);
            }
        } else if (!arrived.getAsBoolean() && !holdsUp(running)) { // those who are answered promptly don't come here
            awaitArrival(arrived);
        }
    }

    /** Of those that were held up the first that was granted what it waited for goes on; those that still wait are held up again. */
    private boolean letsOneGo(List<Call> stopped) {
        Map<Integer, List<Integer>> blockers = blockers(stopped);
        for (Call call : stopped) {
            if (waits(call, blockers)) {
                call.isHeldUp();
            }
        }
        for (Call call : stopped) {
            if (!waits(call, blockers)) {
                call.backend().letGo();
                return true;
            }
        }
        return false;
    }

    /** Whether one of them is held up. */
    private boolean holdsUp(List<Call> all) {
        List<Call> running = all.stream().filter(call -> !call.isCancelled()).toList();
        Map<Integer, List<Integer>> blockers = blockers(running);
        boolean stranger = false;
        boolean any = false;
        for (Call call : running) {
            if (waits(call, blockers)) {
                call.isHeldUp();
                any = true;
            } else {
                stranger |= !blockersOf(call, blockers).isEmpty();
            }
        }
        if (!stranger) {
            strangersSince = 0;
        } else if (strangersSince == 0) {
            strangersSince = System.nanoTime();
        } else if (System.nanoTime() - strangersSince > STRANGER_NANOS) {
            throw new IllegalStateException(running.getFirst().task() + " waits for a lock that "
                    + monitor.describe(blockersOf(running.getFirst(), blockers))
                    + " holds, which is not under the explorer's control."
                    + " End that transaction before the exploration begins, or open its connection through the"
                    + " explored data source.");
        }
        return any;
    }

    @Override
    public boolean breakUp(List<Task> heldUp) {
        List<Call> waiting = new ArrayList<>();
        for (Task task : heldUp) {
            Call call = calls.get(task);
            if (call != null) {
                waiting.add(call);
            }
        }
        Map<Integer, List<Integer>> blockers = blockers(waiting);
        for (Call call : waiting) {
            if (!waits(call, blockers)) { // its lock was released by a call that nobody had said to release some
                call.task().heldUp(false);
                return true;
            }
        }
        for (Call call : waiting) { // in the order in which they were asked: who has waited longest first
            if (Deadlocks.isInCycle(call.backend().pid(), blockers)) {
                victims.add(call.task());
                call.cancel();
                return true;
            }
        }
        return false;
    }

    private Map<Integer, List<Integer>> blockers(List<Call> of) {
        return of.isEmpty()
                ? Map.of()
                : monitor.blockers(of.stream().map(Call::backend).toList());
    }

    private static List<Integer> blockersOf(Call call, Map<Integer, List<Integer>> blockers) {
        return blockers.getOrDefault(call.backend().pid(), List.of());
    }

    /** Whether one of our own keeps it back; a stranger may be about to go on by itself. */
    private boolean waits(Call call, Map<Integer, List<Integer>> blockers) {
        List<Integer> its = blockersOf(call, blockers);
        return backends.values().stream()
                .anyMatch(known -> known.isPresent() && its.contains(known.get().pid()));
    }

    private static void awaitArrival(BooleanSupplier arrived) {
        long end = System.nanoTime() + GRACE_NANOS;
        while (!arrived.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(GRACE_NANOS);
        }
    }

    // --- the scheduler

    private @Nullable Task current() {
        return scheduler == null ? null : scheduler.current();
    }

    private void asks() {
        if (scheduler != null) {
            scheduler.asks();
        }
    }

    private void answered() {
        if (scheduler != null) {
            scheduler.answered();
        }
    }

    private static boolean isClosed(Connection physical) {
        try {
            return physical.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void close() {
        ended();
        monitor.close();
    }
}
