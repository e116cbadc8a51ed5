package dev.brigade.check.suite.jvm.programs;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Distributes requests over two servers. */
public final class RoundRobin {
    private RoundRobin() {}

    /** The index is brought back in one step and moved on in another: it may be beyond the end. */
    public static final class Broken {
        private final List<String> servers = List.of("north", "south");
        private final AtomicInteger next = new AtomicInteger(1);

        public String pick() {
            if (next.get() == servers.size()) {
                next.set(0);
            }
            return servers.get(next.getAndIncrement());
        }
    }

    /** The index goes round in one step. */
    public static final class Fixed {
        private final List<String> servers = List.of("north", "south");
        private final AtomicInteger next = new AtomicInteger(1);

        public String pick() {
            return servers.get(next.getAndUpdate(index -> (index + 1) % servers.size()));
        }
    }
}
