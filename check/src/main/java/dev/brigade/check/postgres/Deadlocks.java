package dev.brigade.check.postgres;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Cycles of processes that wait for each other, and what the victim is told. */
final class Deadlocks {
    private static final String STATE = "40P01";
    private static final String CANCELLED = "57014";

    private Deadlocks() {}

    /** Whether {@code pid} waits, over others or not, for itself. */
    static boolean isInCycle(int pid, Map<Integer, List<Integer>> blockers) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> next = new ArrayDeque<>(blockers.getOrDefault(pid, List.of()));
        while (!next.isEmpty()) {
            int one = next.pop();
            if (one == pid) {
                return true;
            }
            if (seen.add(one)) {
                next.addAll(blockers.getOrDefault(one, List.of()));
            }
        }
        return false;
    }

    /** What PostgreSQL would have thrown instead of {@code cancellation}, had it found the deadlock. */
    static SQLException asVictim(SQLException cancellation) {
        if (!CANCELLED.equals(cancellation.getSQLState())) {
            return cancellation;
        }
        // fields of the protocol's ErrorResponse: severity, code, message, detail
        PSQLException deadlock = new PSQLException(
                new ServerErrorMessage(
                        "SERROR\0VERROR\0C" + STATE
                                + "\0Mdeadlock detected\0DTransactions wait for each other in a circle; this one was chosen to end.\0"));
        if (cancellation instanceof BatchUpdateException batch) {
            return new BatchUpdateException(
                    "Batch entry was aborted: " + deadlock.getMessage(), STATE, 0, batch.getUpdateCounts(), deadlock);
        }
        return deadlock;
    }
}
