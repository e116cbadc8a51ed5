package dev.brigade.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;

/**
 * Sockets for PostgreSQL's driver, of which one read fails with an error of the virtual machine when a test says so: the database's
 * answer is there, and stays unread. Safe from any thread.
 */
public final class BreakingSockets extends SocketFactory {
    private static final AtomicBoolean BREAKS = new AtomicBoolean();

    /** To be added to a URL of PostgreSQL. */
    static String parameter() {
        return "&socketFactory=" + BreakingSockets.class.getName();
    }

    /** The next read breaks, and those after it don't. */
    static void breakNext() {
        BREAKS.set(true);
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public InputStream getInputStream() throws IOException {
                return new Breaking(super.getInputStream());
            }
        };
    }

    private static final class Breaking extends FilterInputStream {
        Breaking(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            if (BREAKS.compareAndSet(true, false)) {
                throw new StackOverflowError("made up");
            }
            return super.read(into, at, length);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("The driver connects it itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        throw new IOException("The driver connects it itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException("The driver connects it itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        throw new IOException("The driver connects it itself");
    }
}
