package dev.brigade.check.suite.jvm.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Routes as an immutable snapshot that is replaced as a whole. */
public final class SnapshotReplaced {
    private SnapshotReplaced() {}

    /** The snapshot that is replaced may no longer be the one that was copied. */
    public static final class Broken {
        private final AtomicReference<List<String>> routes = new AtomicReference<>(List.of());

        public void add(String route) {
            routes.set(with(routes.get(), route));
        }
    }

    /** Replaces only what was copied. */
    public static final class Fixed {
        private final AtomicReference<List<String>> routes = new AtomicReference<>(List.of());

        public void add(String route) {
            routes.updateAndGet(known -> with(known, route));
        }
    }

    private static List<String> with(List<String> routes, String route) {
        List<String> more = new ArrayList<>(routes);
        more.add(route);
        return List.copyOf(more);
    }
}
