package dev.brigade.data;

import dev.brigade.data.jdbc.SqlText;
import dev.brigade.threads.Activity;

/** What is said to code that uses a transaction as it must not be used. */
final class Misuse {

    private Misuse() {}

    static IllegalStateException noDatabase(Activity activity) {
        return new IllegalStateException(activity.name()
                + " asks for a connection, but its application has no database. Give it one: app.database().");
    }

    static IllegalStateException otherThread(String what, Activity activity, Thread owner) {
        Thread current = Thread.currentThread();
        Activity other = Activity.current();
        String user = other.equals(activity) || other.kind() == Activity.Kind.OTHER ? "" : " (" + other.name() + ")";
        return new IllegalStateException(
                what + " of " + activity.name() + " belongs to thread " + named(owner)
                        + " and was used from thread " + named(current) + user
                        + ". A connection stays with its thread: read the rows first and pass them on, or begin a transaction there.");
    }

    /** @param ended how: {@code "committed"} */
    static IllegalStateException afterEnd(String what, Activity activity, String ended) {
        return new IllegalStateException(
                what + " of " + activity.name() + " was used after its transaction had " + ended
                        + ". Do it before the handler returns, or let an item of a queue or a durable job do it, which has a transaction of its own.");
    }

    static IllegalStateException endByHand(String sql, Activity activity) {
        return new IllegalStateException(
                "\"" + SqlText.brief(sql) + "\" is not for " + activity.name()
                        + " to send: the commit comes after the handler has returned. For a rollback call rollbackOnly() or throw,"
                        + " for a part that may be undone use inTransaction, and for what must come after the commit afterCommit.");
    }

    /** @param last the statement that was declared to be the last */
    static IllegalStateException afterLast(String sql, Activity activity, String last) {
        return new IllegalStateException(activity.name() + " has declared \"" + SqlText.brief(last)
                + "\" to be its last statement, and then sent \"" + SqlText.brief(sql)
                + "\". Call finish(…) after all other statements.");
    }

    private static String named(Thread thread) {
        return "\"" + (thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName()) + "\"";
    }
}
