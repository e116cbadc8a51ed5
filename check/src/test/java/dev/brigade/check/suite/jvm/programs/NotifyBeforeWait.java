package dev.brigade.check.suite.jvm.programs;

/** Requests wait until the application is ready. */
public final class NotifyBeforeWait {
    private NotifyBeforeWait() {}

    /** Checks before it holds the monitor: the signal may come between check and wait. */
    public static final class Broken {
        private final Object monitor = new Object();
        private volatile boolean ready;

        @SuppressWarnings("WaitNotInLoop") // the bug
        public void awaitReady() throws InterruptedException {
            if (!ready) {
                synchronized (monitor) {
                    monitor.wait();
                }
            }
        }

        public void ready() {
            ready = true;
            synchronized (monitor) {
                monitor.notifyAll();
            }
        }
    }

    /** Checks and waits under the monitor. */
    public static final class Fixed {
        private final Object monitor = new Object();
        private boolean ready;

        public void awaitReady() throws InterruptedException {
            synchronized (monitor) {
                while (!ready) {
                    monitor.wait();
                }
            }
        }

        public void ready() {
            synchronized (monitor) {
                ready = true;
                monitor.notifyAll();
            }
        }
    }
}
