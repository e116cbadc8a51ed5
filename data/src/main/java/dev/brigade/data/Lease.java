package dev.brigade.data;

import dev.brigade.threads.Activity;

/**
 * One connection in the hands of one activity, from its first statement until the end of its transaction.
 *
 * <p>Only the holder's thread changes it; any thread may read who holds it, since when and in which statement, which is
 * what the desk tells those who wait.
 */
final class Lease {
    private final Activity activity;
    private final Pooled pooled;
    private final long since;
    private volatile String statement = "";
    private volatile boolean inSql;

    Lease(Activity activity, Pooled pooled, long since) {
        this.activity = activity;
        this.pooled = pooled;
        this.since = since;
    }

    Activity activity() {
        return activity;
    }

    Pooled pooled() {
        return pooled;
    }

    long since() {
        return since;
    }

    void enters(String sql) {
        statement = sql;
        inSql = true;
    }

    void leaves() {
        inSql = false;
    }

    LeaseView view() {
        return new LeaseView(activity, since, statement, inSql);
    }
}
