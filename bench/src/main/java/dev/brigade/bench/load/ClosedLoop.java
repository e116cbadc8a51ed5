package dev.brigade.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends requests on several connections from one thread, on each the next as soon as the last has been answered. At the end
 * it waits for all answers: each request that the server worked on is counted.
 */
final class ClosedLoop {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Latencies latencies = new Latencies();
    private long end;
    private int underWay;

    private ClosedLoop() {}

    static Measured run(Order order) throws IOException {
        return new ClosedLoop().measure(order);
    }

    private Measured measure(Order order) throws IOException {
        byte[] request = ("GET " + order.path() + " HTTP/1.1\r\nHost: localhost:" + order.port()
                        + "\r\nUser-Agent: brigade-bench\r\nAccept: */*\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        Answer answer = new Answer(order.body());
        List<KeepAlive> connections = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < order.connections(); i++) {
                connections.add(new KeepAlive(selector, order.port(), request, answer));
            }
            long start = System.nanoTime();
            end = start + order.duration().toNanos();
            for (KeepAlive connection : connections) {
                connection.send();
                underWay++;
            }
            while (underWay > 0) {
                if (selector.select(this::readable, PATIENCE.toMillis()) == 0) {
                    throw new LoadException("No answer for " + PATIENCE.toSeconds() + " s");
                }
            }
            return new Measured(
                    latencies.count(),
                    Duration.ofNanos(System.nanoTime() - start),
                    latencies.percentile(0.5),
                    latencies.percentile(0.99));
        } finally {
            for (KeepAlive connection : connections) {
                connection.close();
            }
        }
    }

    private void readable(SelectionKey key) {
        KeepAlive connection = (KeepAlive) key.attachment();
        try {
            if (connection.receive()) {
                long now = System.nanoTime();
                latencies.add(now - connection.sentNanos());
                if (now - end < 0) {
                    connection.send();
                } else {
                    underWay--;
                }
            }
        } catch (IOException e) {
            throw new LoadException("The connection failed: " + e.getMessage());
        }
    }
}
