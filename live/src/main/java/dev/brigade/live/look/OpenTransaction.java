package dev.brigade.live.look;

import java.util.List;

/**
 * A transaction that holds a connection. Immutable.
 *
 * @param activity whose it is
 * @param database its name
 * @param sinceNanos since when it has the connection
 * @param statements how many it has sent
 * @param sql the last one; empty if there is none
 * @param locks the tables in which it has locked rows
 * @param waiters who waits for these rows
 */
public record OpenTransaction(
        long activity,
        String database,
        long sinceNanos,
        int statements,
        String sql,
        List<String> locks,
        List<Long> waiters) {
    public OpenTransaction {
        locks = List.copyOf(locks);
        waiters = List.copyOf(waiters);
    }
}
