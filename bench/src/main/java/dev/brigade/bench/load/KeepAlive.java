package dev.brigade.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection that stays open, with at most one request under way. Confined to one thread. */
final class KeepAlive implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer received = ByteBuffer.allocate(16 * 1024);
    private final Answer answer;
    private long sentNanos;

    KeepAlive(Selector selector, int port, byte[] request, Answer answer) throws IOException {
        this.request = ByteBuffer.allocateDirect(request.length).put(request);
        this.answer = answer;
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends the request; it is small, and nothing else is under way, so the socket takes it at once. */
    void send() throws IOException {
        request.flip();
        sentNanos = System.nanoTime();
        if (channel.write(request) < request.limit()) {
            throw new LoadException("The server does not take a request of " + request.limit() + " bytes");
        }
    }

    /** Reads what there is; whether the answer is there as a whole now. */
    boolean receive() throws IOException {
        if (channel.read(received) < 0) {
            throw new LoadException("The server closed the connection");
        }
        if (!answer.complete(received.array(), received.position())) {
            if (!received.hasRemaining()) {
                throw new LoadException("The answer is longer than " + received.capacity() + " bytes");
            }
            return false;
        }
        received.clear();
        return true;
    }

    /** When the request under way was sent. */
    long sentNanos() {
        return sentNanos;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
