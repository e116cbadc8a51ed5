package dev.brigade.web.audit;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which lock most uses are under. */
final class Often {
    private Often() {}

    /** @param each the locks of each use */
    static Optional<LockObject> most(Collection<List<LockObject>> each) {
        Map<LockObject, Integer> times = new HashMap<>();
        each.forEach(locks -> locks.forEach(lock -> times.merge(lock, 1, Integer::sum)));
        return times.entrySet().stream()
                .max(Comparator.comparing(Map.Entry<LockObject, Integer>::getValue)
                        .thenComparing(entry -> entry.getKey().name()))
                .map(Map.Entry::getKey);
    }
}
