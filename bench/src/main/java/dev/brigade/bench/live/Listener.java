package dev.brigade.bench.live;

import dev.brigade.bench.process.BenchmarkException;
import dev.brigade.bench.subject.Parent;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A browser as far as the server sees: takes what the live page's events are, as fast as they come. */
final class Listener {
    private static final int AT_ONCE = 64 * 1024;

    private Listener() {}

    /** Takes the port; says to its parent when the first has come. */
    public static void main(String... args) {
        Thread.ofPlatform().daemon().start(() -> {
            Parent parent = new Parent();
            while (parent.hear().isPresent()) {
                // there is nothing to be said
            }
            System.exit(0);
        });
        listen(Integer.parseInt(args[0]), () -> new Parent().say("listens"));
    }

    /** Until the server ends. */
    static void listen(int port, Runnable begun) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET /live/events HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            byte[] bytes = new byte[AT_ONCE];
            if (in.read(bytes) > 0) {
                begun.run();
            }
            while (in.read(bytes) >= 0) {
                // nobody looks at it
            }
        } catch (IOException e) {
            throw new BenchmarkException("The live page could not be listened to: " + e.getMessage(), e);
        }
    }
}
