package dev.brigade.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sends requests on several connections from one thread, on each the next as soon as the last has been answered. At the end
 * it waits for all answers: each request that the server worked on is counted.
 */
final class ClosedLoop {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int REFUSAL_LENGTH = 600;

    private final Latencies latencies = new Latencies();
    private final SplittableRandom random = new SplittableRandom();
    private final Exchange[] exchanges;
    private final Order order;
    private long end;
    private int underWay;
    private long refused;
    private String refusal = "";

    private ClosedLoop(Order order) {
        this.order = order;
        this.exchanges = new Exchange[order.ask().keys()];
        for (int i = 0; i < exchanges.length; i++) {
            exchanges[i] = order.ask().exchange(i + 1, order.port());
        }
    }

    static Measured run(Order order) throws IOException {
        return new ClosedLoop(order).measure();
    }

    private Measured measure() throws IOException {
        List<KeepAlive> connections = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < order.connections(); i++) {
                connections.add(new KeepAlive(selector, order.port()));
            }
            long start = System.nanoTime();
            end = start + order.duration().toNanos();
            for (KeepAlive connection : connections) {
                connection.send(next());
                underWay++;
            }
            while (underWay > 0) {
                if (selector.select(this::readable, PATIENCE.toMillis()) == 0) {
                    throw new LoadException("No answer for " + PATIENCE.toSeconds() + " s");
                }
            }
            return new Measured(
                    latencies.count(),
                    refused,
                    Duration.ofNanos(System.nanoTime() - start),
                    latencies.percentile(0.5),
                    latencies.percentile(0.99),
                    refusal);
        } finally {
            for (KeepAlive connection : connections) {
                connection.close();
            }
        }
    }

    private Exchange next() {
        return exchanges.length == 1 ? exchanges[0] : exchanges[random.nextInt(exchanges.length)];
    }

    private void readable(SelectionKey key) {
        KeepAlive connection = (KeepAlive) key.attachment();
        try {
            Verdict verdict = connection.receive();
            if (verdict == Verdict.MISSING) {
                return;
            }
            if (verdict == Verdict.REFUSED && refused++ == 0) {
                refusal = LoadProcess.onOneLine(connection.text());
                refusal = refusal.substring(0, Math.min(refusal.length(), REFUSAL_LENGTH));
            }
            long now = System.nanoTime();
            latencies.add(now - connection.sentNanos());
            if (now - end < 0) {
                connection.send(next());
            } else {
                underWay--;
            }
        } catch (IOException e) {
            throw new LoadException("The connection failed: " + e.getMessage());
        }
    }
}
