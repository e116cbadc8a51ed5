package dev.brigade.web.engine;

import java.time.Duration;

/**
 * Limits and deadlines of an engine. Every wait on a client has an end.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any that is free
 * @param maxConnections connections open at once; further ones wait in the listen queue of the system
 * @param maxHeadBytes request line and headers together
 * @param maxBodyBytes a request's body
 * @param headDeadline from the first byte of a head to its last
 * @param bodyGrace time for a body to arrive, plus one second for each {@code bodyMinRate} bytes that came
 * @param bodyMinRate bytes per second
 * @param writeGrace time for a slice of a response to be taken, plus one second for each {@code writeMinRate} bytes
 * @param writeMinRate bytes per second
 * @param idleDeadline how long a connection may wait for its next request
 */
public record EngineSettings(
        String host,
        int port,
        int maxConnections,
        int maxHeadBytes,
        long maxBodyBytes,
        Duration headDeadline,
        Duration bodyGrace,
        long bodyMinRate,
        Duration writeGrace,
        long writeMinRate,
        Duration idleDeadline) {

    /** Sound values for a server on the open network, listening on {@code localhost}, port 8080. */
    public static EngineSettings defaults() {
        return new EngineSettings(
                "localhost",
                8080,
                10_000,
                32 * 1024,
                1024 * 1024,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1024,
                Duration.ofSeconds(5),
                16 * 1024,
                Duration.ofSeconds(30));
    }

    public EngineSettings withPort(int newPort) {
        return new EngineSettings(
                host,
                newPort,
                maxConnections,
                maxHeadBytes,
                maxBodyBytes,
                headDeadline,
                bodyGrace,
                bodyMinRate,
                writeGrace,
                writeMinRate,
                idleDeadline);
    }
}
