package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.Semaphore;

/** A printer that one job at a time may use, and that is opened again when a job is cancelled. */
public final class DoubleRelease {
    private DoubleRelease() {}

    /** A permit that is given back twice lets two in. */
    public static final class Broken {
        private final Semaphore printer = new Semaphore(1);
        private int pages;

        public void print(int count) throws InterruptedException {
            printer.acquire();
            try {
                pages += count;
            } finally {
                printer.release();
            }
        }

        public void cancel() {
            printer.release();
        }

        public int pages() {
            return pages;
        }
    }

    /** Only who has the permit gives it back. */
    public static final class Fixed {
        private final Semaphore printer = new Semaphore(1);
        private int pages;

        public void print(int count) throws InterruptedException {
            printer.acquire();
            try {
                pages += count;
            } finally {
                printer.release();
            }
        }

        public void cancel() {
            if (printer.tryAcquire()) {
                printer.release();
            }
        }

        public int pages() {
            return pages;
        }
    }
}
