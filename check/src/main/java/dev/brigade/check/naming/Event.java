package dev.brigade.check.naming;

import java.util.List;

/**
 * One step of a run. A statement that waits in the database stands where it went on.
 *
 * @param thread which of the run's threads made it
 * @param kind what it was
 * @param transaction for SQL, which transaction it belongs to, from 1; 0 for a statement that commits by itself, and for all else
 * @param sees which of other threads' writes its reads see
 * @param accesses what it read and wrote. A step that reads what it writes, such as {@code set n = n - 1} or a compare-and-set, is
 *     taken to do so atomically
 */
public record Event(int thread, Kind kind, int transaction, Sees sees, List<Access> accesses) {

    /** Kinds of steps. */
    public enum Kind {
        FIELD,
        ARRAY,
        COLLECTION,
        ATOMIC,
        LOCK,
        SQL,
        COMMIT,
        ROLLBACK,
        /** The database has ended the transaction: a deadlock, a serialization failure. */
        ABORT
    }

    /** Which writes of others a read sees. */
    public enum Sees {
        /** All before it: memory, and READ UNCOMMITTED. */
        LATEST,
        /** Those committed before it: READ COMMITTED. */
        COMMITTED,
        /** Those committed before the first statement of its transaction: snapshots. */
        SNAPSHOT
    }

    public Event {
        accesses = List.copyOf(accesses);
    }

    /** A step in memory. */
    public static Event memory(int thread, Kind kind, Access... accesses) {
        return new Event(thread, kind, 0, Sees.LATEST, List.of(accesses));
    }

    /** A statement in a transaction at READ COMMITTED. */
    public static Event sql(int thread, int transaction, Access... accesses) {
        return new Event(thread, Kind.SQL, transaction, Sees.COMMITTED, List.of(accesses));
    }

    /** A statement that commits by itself. */
    public static Event autocommit(int thread, Access... accesses) {
        return sql(thread, 0, accesses);
    }

    /** The same with other reads. */
    public Event sees(Sees other) {
        return new Event(thread, kind, transaction, other, accesses);
    }

    /** The end of a transaction: {@link Kind#COMMIT}, {@link Kind#ROLLBACK} or {@link Kind#ABORT}. */
    public static Event end(int thread, Kind kind, int transaction) {
        return new Event(thread, kind, transaction, Sees.COMMITTED, List.of());
    }

    /**
     * A statement at which the database has ended its transaction.
     *
     * @param accesses what it would have read and written
     */
    public static Event abort(int thread, int transaction, Access... accesses) {
        return new Event(thread, Kind.ABORT, transaction, Sees.COMMITTED, List.of(accesses));
    }

    boolean isSql() {
        return kind == Kind.SQL;
    }
}
