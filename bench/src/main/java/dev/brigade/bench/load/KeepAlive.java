package dev.brigade.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection that stays open, with at most one request under way. Confined to one thread. */
final class KeepAlive implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocate(16 * 1024);
    private @Nullable Answer answer;
    private long sentNanos;

    KeepAlive(Selector selector, int port) throws IOException {
        this.channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends the request; it is small, and nothing else is under way, so the socket takes it at once. */
    void send(Exchange exchange) throws IOException {
        ByteBuffer request = exchange.request().rewind();
        answer = exchange.answer();
        received.clear();
        sentNanos = System.nanoTime();
        if (channel.write(request) < request.limit()) {
            throw new LoadException("The server does not take a request of " + request.limit() + " bytes");
        }
    }

    /** Reads what there is, and says what has been received by now. */
    Verdict receive() throws IOException {
        if (channel.read(received) < 0) {
            throw new LoadException(
                    "The server closed the connection" + (received.position() == 0 ? "" : ": " + text()));
        }
        if (answer == null) {
            throw new LoadException("The server answers what was not asked: " + text());
        }
        Verdict verdict = answer.judge(received.array(), received.position());
        if (verdict == Verdict.MISSING && !received.hasRemaining()) {
            throw new LoadException("The answer is longer than " + received.capacity() + " bytes");
        }
        return verdict;
    }

    /** What has been received by now. */
    String text() {
        return new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
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
