package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.Semaphore;

/** Jobs that need a connection and a file handle, of which there is one each. */
public final class PermitsInOppositeOrders {
    private PermitsInOppositeOrders() {}

    /** Import takes the connection first, export the file. */
    public static final class Broken {
        private final Semaphore connections = new Semaphore(1);
        private final Semaphore files = new Semaphore(1);

        public void importAll() throws InterruptedException {
            work(connections, files);
        }

        public void exportAll() throws InterruptedException {
            work(files, connections);
        }
    }

    /** Both take the connection first. */
    public static final class Fixed {
        private final Semaphore connections = new Semaphore(1);
        private final Semaphore files = new Semaphore(1);

        public void importAll() throws InterruptedException {
            work(connections, files);
        }

        public void exportAll() throws InterruptedException {
            work(connections, files);
        }
    }

    private static void work(Semaphore first, Semaphore second) throws InterruptedException {
        first.acquire();
        try {
            second.acquire();
            second.release();
        } finally {
            first.release();
        }
    }
}
