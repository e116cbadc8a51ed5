package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicInteger;

/** Opens its one connection when it is first needed. */
public final class LazyInitialisation {
    private LazyInitialisation() {}

    /** Both see that there is none, and both open one. */
    public static final class Broken {
        private final AtomicInteger opened = new AtomicInteger();
        private Connection connection;

        public int send() {
            if (connection == null) {
                connection = new Connection(opened.incrementAndGet());
            }
            return connection.number();
        }
    }

    /** Looks and opens under the monitor. */
    public static final class Fixed {
        private final AtomicInteger opened = new AtomicInteger();
        private Connection connection;

        public synchronized int send() {
            if (connection == null) {
                connection = new Connection(opened.incrementAndGet());
            }
            return connection.number();
        }
    }

    private record Connection(int number) {}
}
