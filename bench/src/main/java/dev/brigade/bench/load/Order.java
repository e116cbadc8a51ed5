package dev.brigade.bench.load;

import java.time.Duration;

/**
 * A load to be made.
 *
 * @param port of the server, on this machine
 * @param connections each with one request under way at any time
 * @param duration in which requests begin
 */
public record Order(int port, Ask ask, int connections, Duration duration) {

    /** As a line. The answer's body is the last, since it may have spaces. */
    String line() {
        return port + " " + connections + " " + duration.toMillis() + " " + ask.method() + " " + ask.keys() + " "
                + ask.path() + " " + ask.body();
    }

    static Order of(String line) {
        String[] parts = line.split(" ", 7);
        return new Order(
                Integer.parseInt(parts[0]),
                new Ask(parts[3], parts[5], Integer.parseInt(parts[4]), parts[6]),
                Integer.parseInt(parts[1]),
                Duration.ofMillis(Long.parseLong(parts[2])));
    }
}
