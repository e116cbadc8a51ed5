package dev.brigade.threads;

import java.util.Optional;

/**
 * A place where one thread can meet another: a lock, a condition, a queue, a pool of connections, a database;
 * or where it waits for something elsewhere.
 *
 * <p>A resource is a meeting point, and announces on the current {@link Activity} what happens at it. Whoever wants to
 * see, guard or explore threads reads only these announcements, so a new kind of resource gets all three by making them.
 * Implementations are safe from any thread and have identity: two points of the same name are two points.
 *
 * <p>The announcements are six methods of {@link Activity}, each called on the activity's own thread:
 *
 * <ul>
 *   <li>{@link Activity#before before(step, point)} first, whether or not there will be a wait; costs nothing unless a
 *       {@link Watcher} is there.
 *   <li>{@link Activity#enter enter(state, point, detail)} and {@link Activity#leave leave(before)} around a wait, a
 *       call, a statement, a commit or a rollback. They change the status and record the begin and the end, with the time.
 *   <li>{@link Activity#callBegan callBegan(point, detail)} instead, for a call whose end the thread does not wait for.
 *   <li>{@link Activity#acquired acquired(point)} and {@link Activity#released released(point)} when the activity holds
 *       something of the point's, and when it has given it back. They take no time, so they may be called always.
 * </ul>
 *
 * <p>A wait that is not followed by {@code acquired} was given up.
 *
 * {@snippet :
 * class Printer implements MeetingPoint {
 *     private final java.util.concurrent.Semaphore free = new java.util.concurrent.Semaphore(1);
 *
 *     public Kind kind() {
 *         return Kind.POOL;
 *     }
 *
 *     public String name() {
 *         return "printer";
 *     }
 *
 *     void print(String page) {
 *         Activity me = Activity.current();
 *         me.before(Step.ACQUIRE, this);
 *         if (!free.tryAcquire()) {
 *             Status before = me.enter(State.WAITS_FOR_CONNECTION, this, "");
 *             try {
 *                 free.acquireUninterruptibly();
 *             } finally {
 *                 me.leave(before);
 *             }
 *         }
 *         me.acquired(this);
 *         try {
 *             System.out.println(page);
 *         } finally {
 *             me.released(this);
 *             free.release();
 *         }
 *     }
 * }
 * }
 */
public interface MeetingPoint {

    /** What kind of resource this is. */
    Kind kind();

    /** The name that its application gave it, for people: {@code oven}, {@code main}. */
    String name();

    /** Those of which an order of acquisition does not tell this one apart; by itself unless it says otherwise. */
    default Family family() {
        return new Family(kind(), name());
    }

    /**
     * Its place among those of its {@link #family}, if that has an order: of several, the least is to be acquired first. All of a
     * family can be compared with each other.
     */
    default Optional<Comparable<?>> placeInFamily() {
        return Optional.empty();
    }

    /**
     * Who must act before a wait at this point for {@code need} units can end. Asked by the guard, from any thread and without
     * making anybody wait; {@link Blockers#UNKNOWN} unless it says otherwise, and then no deadlock is ever found here.
     */
    default Blockers blockers(int need) {
        return Blockers.UNKNOWN;
    }

    /** The kinds of resource at which threads meet. */
    enum Kind {
        LOCK("lock"),
        CONDITION("condition"),
        SEMAPHORE("semaphore"),
        QUEUE("queue"),
        POOL("pool"),
        DATABASE("database"),
        /** Rows of a database that are locked until the end of a transaction. */
        TABLE("table"),
        /** Something elsewhere that is asked over the network. */
        SERVICE("service");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** For people: {@code lock}. */
        public String text() {
            return text;
        }
    }
}
