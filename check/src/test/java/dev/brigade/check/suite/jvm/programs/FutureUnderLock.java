package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.CompletableFuture;

/** A question that another thread answers. */
public final class FutureUnderLock {
    private FutureUnderLock() {}

    /** Waits for the answer with the monitor that who answers needs. */
    public static final class Broken {
        private final CompletableFuture<Integer> answer = new CompletableFuture<>();
        private int asked;

        public synchronized int ask() {
            asked++;
            return answer.join();
        }

        public void answer() {
            synchronized (this) {
                asked--;
            }
            answer.complete(42);
        }

        public synchronized int open() {
            return asked;
        }
    }

    /** Waits without it. */
    public static final class Fixed {
        private final CompletableFuture<Integer> answer = new CompletableFuture<>();
        private int asked;

        public int ask() {
            synchronized (this) {
                asked++;
            }
            return answer.join();
        }

        public void answer() {
            synchronized (this) {
                asked--;
            }
            answer.complete(42);
        }

        public synchronized int open() {
            return asked;
        }
    }
}
