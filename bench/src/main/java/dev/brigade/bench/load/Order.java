package dev.brigade.bench.load;

import java.time.Duration;

/**
 * A load to be made.
 *
 * @param port of the server, on this machine
 * @param path with its query, as it is sent
 * @param body of each answer, on one line
 * @param connections each with one request under way at any time
 * @param duration in which requests begin
 */
public record Order(int port, String path, String body, int connections, Duration duration) {

    /** As a line. The body is the last, since it may have spaces. */
    String line() {
        return port + " " + path + " " + connections + " " + duration.toMillis() + " " + body;
    }

    static Order of(String line) {
        String[] parts = line.split(" ", 5);
        return new Order(
                Integer.parseInt(parts[0]),
                parts[1],
                parts[4],
                Integer.parseInt(parts[2]),
                Duration.ofMillis(Long.parseLong(parts[3])));
    }
}
