package dev.brigade.data.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that a failure names as its reason: causes, and the further exceptions that JDBC chains to one. */
public final class Causes {
    private Causes() {}

    /** {@code failure} first, then each cause and chained exception once, even when they point in a circle. */
    public static List<Throwable> of(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> found = new ArrayList<>();
        collect(failure, seen, found);
        return found;
    }

    /** The first of a type among them. */
    public static <T extends Throwable> Optional<T> first(Class<T> type, Throwable failure) {
        return of(failure).stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static void collect(@Nullable Throwable at, Set<Throwable> seen, List<Throwable> found) {
        for (Throwable next = at; next != null && seen.add(next); next = next.getCause()) {
            found.add(next);
            if (next instanceof SQLException sql) {
                collect(sql.getNextException(), seen, found);
            }
        }
    }
}
