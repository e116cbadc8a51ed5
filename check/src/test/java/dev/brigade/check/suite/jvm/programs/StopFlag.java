package dev.brigade.check.suite.jvm.programs;

/** A heartbeat that beats until it is stopped. */
public final class StopFlag {
    private static final int PAUSE = 100;

    private StopFlag() {}

    /** The loop may never see the flag. */
    public static final class Broken {
        private boolean stopped;

        public void run() throws InterruptedException {
            while (!stopped) {
                Thread.sleep(PAUSE);
            }
        }

        public void stop() {
            stopped = true;
        }
    }

    /** What is written to a volatile field is seen. */
    public static final class Fixed {
        private volatile boolean stopped;

        public void run() throws InterruptedException {
            while (!stopped) {
                Thread.sleep(PAUSE);
            }
        }

        public void stop() {
            stopped = true;
        }
    }
}
