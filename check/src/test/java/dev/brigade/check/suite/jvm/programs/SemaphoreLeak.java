package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.Semaphore;

/** Downloads that closing waits for. */
public final class SemaphoreLeak {
    private SemaphoreLeak() {}

    /** The permit is not given back if the download is refused. */
    public static final class Broken {
        private final Semaphore permit = new Semaphore(1);
        private volatile boolean closed;
        private int files;

        public void download() throws InterruptedException {
            permit.acquire();
            if (closed) {
                throw new IllegalStateException("closed");
            }
            files++;
            permit.release();
        }

        public int close() throws InterruptedException {
            closed = true;
            permit.acquire();
            try {
                return files;
            } finally {
                permit.release();
            }
        }
    }

    /** The permit is given back however the download ends. */
    public static final class Fixed {
        private final Semaphore permit = new Semaphore(1);
        private volatile boolean closed;
        private int files;

        public void download() throws InterruptedException {
            permit.acquire();
            try {
                if (closed) {
                    throw new IllegalStateException("closed");
                }
                files++;
            } finally {
                permit.release();
            }
        }

        public int close() throws InterruptedException {
            closed = true;
            permit.acquire();
            try {
                return files;
            } finally {
                permit.release();
            }
        }
    }
}
