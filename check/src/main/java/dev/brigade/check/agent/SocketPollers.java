package dev.brigade.check.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The JDK's threads that tell virtual threads when their sockets have something to read. They start when the first virtual thread waits at
 * a socket; were that one explored, they would be taken for threads of the run, and the run would wait for what nobody does.
 */
final class SocketPollers {
    private SocketPollers() {}

    /** Has a virtual thread wait at a socket that has nothing to read, and then has. */
    static void warmUp() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Thread reader = Thread.ofVirtual().start(() -> read(client));
            while (reader.getState() == Thread.State.RUNNABLE || reader.getState() == Thread.State.NEW) {
                Thread.onSpinWait(); // until it waits
            }
            accepted.getOutputStream().write(1);
            reader.join();
        } catch (IOException e) {
            // a machine without a loopback has no sockets that threads could wait at either
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void read(Socket socket) {
        try {
            int _ = socket.getInputStream().read();
        } catch (IOException e) {
            // as above
        }
    }
}
