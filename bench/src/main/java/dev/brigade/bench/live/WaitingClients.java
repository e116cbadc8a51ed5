package dev.brigade.bench.live;

import dev.brigade.bench.process.BenchmarkException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections on each of which a request has been sent, and nothing is read. They belong in another process than the server: each takes a
 * file on either side.
 */
final class WaitingClients implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    /** Sends so many requests, each on a connection of its own. */
    WaitingClients(int port, String path, int count) {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket("localhost", port);
                sockets.add(socket);
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            close();
            throw new BenchmarkException(
                    count + " connections can't be opened (" + e.getMessage() + "): raise ulimit -n", e);
        }
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException _) {
                // it is of no use any more in either case
            }
        }
    }
}
