package dev.brigade.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A network between a client and the PostgreSQL server that can begin to swallow all that is sent. Safe from any thread. */
public final class SwallowingProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int to;
    private final AtomicInteger lost = new AtomicInteger();
    private volatile boolean swallows;

    public SwallowingProxy(int to) throws IOException {
        this.to = to;
        Thread.startVirtualThread(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** From now on nothing arrives, in either direction, and nobody is told. */
    public void swallow() {
        swallows = true;
    }

    /** New connections are as any; those that lost something stay without a word. */
    public void passAgain() {
        swallows = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
                sockets.add(client);
                sockets.add(server);
                AtomicBoolean dead = new AtomicBoolean();
                Thread.startVirtualThread(() -> pass(client, server, dead));
                Thread.startVirtualThread(() -> pass(server, client, dead));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void pass(Socket from, Socket into, AtomicBoolean dead) {
        byte[] bytes = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (!lost(dead)) {
                    out.write(bytes, 0, read);
                }
            }
        } catch (IOException gone) {
            // as its other end
        }
        if (!lost(dead)) { // else nobody is told of that either
            close(from);
            close(into);
        }
    }

    /** How many connections have lost something. */
    int lost() {
        return lost.get();
    }

    private boolean lost(AtomicBoolean dead) {
        if (swallows && dead.compareAndSet(false, true)) {
            lost.incrementAndGet();
        }
        return dead.get();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // all the same
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
