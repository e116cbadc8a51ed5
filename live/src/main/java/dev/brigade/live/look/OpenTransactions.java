package dev.brigade.live.look;

import dev.brigade.data.Database;
import dev.brigade.data.Databases;
import dev.brigade.data.pool.LeaseView;
import dev.brigade.data.pool.PoolView;
import dev.brigade.threads.MeetingPoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who holds a connection. */
final class OpenTransactions {
    private OpenTransactions() {}

    /** The oldest first. */
    static List<OpenTransaction> of(Databases databases, List<Edge> edges, SqlWithoutValues sql) {
        List<OpenTransaction> open = new ArrayList<>();
        for (Database database : databases.all()) {
            database.pools()
                    .values()
                    .forEach(pool -> pool.leases().forEach(lease -> open.add(transaction(pool, lease, edges, sql))));
        }
        open.sort((one, other) -> Long.compare(one.sinceNanos() - other.sinceNanos(), 0));
        return open;
    }

    private static OpenTransaction transaction(PoolView pool, LeaseView lease, List<Edge> edges, SqlWithoutValues sql) {
        long id = lease.activity().id();
        Set<String> locks = lease.activity().held().stream()
                .filter(point -> point.kind() == MeetingPoint.Kind.TABLE)
                .map(MeetingPoint::name)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        Set<Long> waiters = new HashSet<>();
        edges.stream().filter(edge -> edge.to() == id && !edge.any()).forEach(edge -> waiters.add(edge.from()));
        return new OpenTransaction(
                id,
                pool.name(),
                lease.sinceNanos(),
                lease.statements(),
                sql.of(lease.statement()),
                List.copyOf(locks),
                waiters.stream().sorted().toList());
    }
}
