package dev.brigade.check.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets to the explorer's PostgreSQL, for the driver's property {@code socketFactory}. Who reads from one waits on the spot while the
 * answer takes no longer than most do. For a virtual thread the JDK would have another thread wait and hand it back to the explorer,
 * which takes longer than the server does for its answer, and nobody else could run meanwhile.
 *
 * <p>Has no state: safe from any thread.
 */
public final class PromptSockets extends SocketFactory {
    /** Most answers take less. Who waits for a lock waits longer, and then has to let go of the explorer's thread. */
    private static final long PROMPT_NANOS = 200_000;

    /** For the driver, which makes one for each connection. */
    public PromptSockets() {}

    @Override
    public Socket createSocket() {
        return new PromptSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    private static Socket connected(SocketAddress to, @Nullable SocketAddress from) throws IOException {
        Socket socket = new PromptSocket();
        if (from != null) {
            socket.bind(from);
        }
        socket.connect(to);
        return socket;
    }

    private static final class PromptSocket extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new PromptInput(super.getInputStream());
        }
    }

    private static final class PromptInput extends FilterInputStream {
        PromptInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            awaitPromptly();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            awaitPromptly();
            return super.read(bytes, from, length);
        }

        private void awaitPromptly() throws IOException {
            if (available() > 0) {
                return;
            }
            long began = System.nanoTime();
            do {
                Thread.onSpinWait();
            } while (available() == 0 && System.nanoTime() - began < PROMPT_NANOS);
        }
    }
}
