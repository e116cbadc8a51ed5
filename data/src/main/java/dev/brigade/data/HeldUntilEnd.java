package dev.brigade.data;

import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a transaction keeps beside its connection until it has ended: locks, places in queues, locks of the cluster. Confined to the
 * transaction's thread.
 */
final class HeldUntilEnd {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private final Session session;
    private final Deque<Lock> locks = new ArrayDeque<>(0);
    private List<ReservedPut<?>> places = List.of(); // few transactions have any
    private @Nullable ClusterHolds clusterLocks;

    HeldUntilEnd(Session session) {
        this.session = session;
    }

    /** Waits for {@code lock}. */
    void hold(Lock lock) throws InterruptedException {
        lock.lockInterruptibly();
        locks.push(lock);
    }

    /** Waits for a place in {@code queue} and returns what is to be done with it after a commit. */
    <T> Work.Hook reserve(BoundedQueue<? super T> queue, T item, Duration wait) throws InterruptedException {
        ReservedPut<T> put = ReservedPut.reserve(session.activity(), queue, item, wait);
        places = Stream.concat(places.stream(), Stream.of(put)).toList();
        return put;
    }

    ClusterHolds clusterLocks() {
        ClusterHolds mine = clusterLocks;
        if (mine == null) {
            mine = new ClusterHolds(session);
            clusterLocks = mine;
        }
        return mine;
    }

    /** Gives all of it back, whatever fails; the places only if nothing is put into them. Locks are last: who takes one finds the rest done. */
    void end(Activity activity, Outcome outcome) {
        if (clusterLocks != null) {
            attempt(activity, "what it held of the cluster", clusterLocks::ended);
        }
        if (outcome != Outcome.COMMITTED) {
            places.forEach(
                    put -> attempt(activity, "a place in a queue", () -> put.giveBack(outcome == Outcome.UNKNOWN)));
        }
        while (!locks.isEmpty()) {
            attempt(activity, "a held lock", locks.pop()::unlock);
        }
    }

    /** The others are given back all the same, and what has committed has. */
    private static void attempt(Activity activity, String what, Runnable givesBack) {
        try {
            givesBack.run();
        } catch (RuntimeException | Error failure) {
            LOG.error("{}: {} could not be given back", activity.name(), what, failure);
        }
    }
}
