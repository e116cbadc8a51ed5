package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/** Reports that are made of a part each, by tasks of which at most two run at a time. */
public final class TasksInTasks {
    private TasksInTasks() {}

    /** A report keeps its place while it waits for its part, which needs one too. */
    public static final class Broken {
        private final Semaphore places = new Semaphore(2);

        public int report() throws InterruptedException, ExecutionException {
            places.acquire();
            try {
                return 1 + part(places).get();
            } finally {
                places.release();
            }
        }
    }

    /** A report gives its place up before it waits. */
    public static final class Fixed {
        private final Semaphore places = new Semaphore(2);

        public int report() throws InterruptedException, ExecutionException {
            places.acquire();
            CompletableFuture<Integer> part;
            try {
                part = part(places);
            } finally {
                places.release();
            }
            return 1 + part.get();
        }
    }

    private static CompletableFuture<Integer> part(Semaphore places) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            places.acquireUninterruptibly();
            try {
                result.complete(41);
            } finally {
                places.release();
            }
        });
        return result;
    }
}
