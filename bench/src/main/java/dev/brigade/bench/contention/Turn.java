package dev.brigade.bench.contention;

import dev.brigade.bench.process.BenchmarkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * One turn of one subject: many clients, each of which orders again as soon as it was answered.
 *
 * @param nanos how long it took until the last was answered
 * @param latencies in nanoseconds, sorted
 * @param failed requests that were not answered with success
 * @param runs of all requests together
 * @param mostRuns of one request
 */
record Turn(long nanos, long[] latencies, long failed, long runs, int mostRuns) {

    /** What one client saw. Confined to its thread until that has ended. */
    private static final class Seen {
        private final LongStream.Builder latencies = LongStream.builder();
        private long failed;
        private long runs;
        private int mostRuns;
    }

    static Turn of(Shop shop, int hot, int clients, Duration duration) {
        long start = System.nanoTime();
        List<Seen> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Seen>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Random random = new Random(i);
                running.add(threads.submit(() -> client(shop, hot, random, start + duration.toNanos())));
            }
            for (Future<Seen> one : running) {
                all.add(one.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkException("A client failed: " + e.getCause(), e);
        }
        return new Turn(
                System.nanoTime() - start,
                all.stream()
                        .flatMapToLong(seen -> seen.latencies.build())
                        .sorted()
                        .toArray(),
                all.stream().mapToLong(seen -> seen.failed).sum(),
                all.stream().mapToLong(seen -> seen.runs).sum(),
                all.stream().mapToInt(seen -> seen.mostRuns).max().orElse(0));
    }

    private static Seen client(Shop shop, int hot, Random random, long end) {
        Seen seen = new Seen();
        long sent = System.nanoTime();
        while (sent - end < 0) {
            int runs = shop.order(1 + random.nextInt(hot));
            long now = System.nanoTime();
            seen.latencies.add(now - sent);
            seen.failed += runs == 0 ? 1 : 0;
            seen.runs += runs;
            seen.mostRuns = Math.max(seen.mostRuns, runs);
            sent = now;
        }
        return seen;
    }

    /** Successful requests in a second. */
    double throughput() {
        return 1e9 * succeeded() / nanos;
    }

    double millis(double share) {
        return latencies[(int) Math.min(latencies.length - 1L, (long) (latencies.length * share))] / 1e6;
    }

    double meanRuns() {
        return (double) runs / Math.max(1, succeeded());
    }

    private long succeeded() {
        return latencies.length - failed;
    }
}
