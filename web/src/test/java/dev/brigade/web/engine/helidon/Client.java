package dev.brigade.web.engine.helidon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A raw socket: sends what it is told, byte by byte if need be, and reads what comes. */
final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;

    Client(int port) throws IOException {
        this(port, 0);
    }

    Client(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = socket.getInputStream();
    }

    Client send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Client send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends nothing for a while, as a slow client does. */
    void pause(int millis) {
        LockSupport.parkNanos(millis * 1_000_000L);
    }

    /** Says that nothing more will be sent. */
    Client end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Sends until the other side no longer takes it, or there is no more; whether it was cut off. */
    boolean sendUntilRefused(String piece, int times) {
        try {
            for (int i = 0; i < times; i++) {
                send(piece);
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Sends one byte every 20 ms until the server answers or closes, and returns what it sent back. */
    String drip(String text) throws IOException {
        socket.setSoTimeout(20);
        byte[] answer = new byte[8192];
        for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
            try {
                socket.getOutputStream().write(b);
                int count = in.read(answer);
                String start = count < 0 ? "" : new String(answer, 0, count, StandardCharsets.ISO_8859_1);
                socket.setSoTimeout((int) PATIENCE.toMillis());
                return start + (count < 0 ? "" : rest());
            } catch (SocketTimeoutException e) {
                // nothing yet: the next byte
            } catch (IOException e) {
                return "";
            }
        }
        throw new AssertionError("The server took " + text.length() + " dripped bytes");
    }

    /** All that comes until the server closes; fails if it does not. A reset counts as closing. */
    String rest() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                all.write(part, 0, count);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The server did not close. It sent: " + all, e);
        } catch (IOException e) {
            // reset
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** One answer that has a Content-Length. */
    Answer answer() throws IOException {
        return answer(true);
    }

    /** An answer to HEAD, or of a status without a body. */
    Answer bodilessAnswer() throws IOException {
        return answer(false);
    }

    private Answer answer(boolean withBody) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) readByte(head));
        }
        Answer bare = new Answer(head.toString(), "");
        if (!withBody) {
            return bare;
        }
        String length = bare.header("Content-Length");
        byte[] body = in.readNBytes(Integer.parseInt(length));
        return new Answer(bare.head(), new String(body, StandardCharsets.ISO_8859_1));
    }

    /** Reads until {@code text} has come. */
    String until(String text) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(text) < 0) {
            all.append((char) readByte(all));
        }
        return all.toString();
    }

    private int readByte(CharSequence soFar) throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new IOException("The server closed after: " + soFar);
        }
        return b;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** @param head with the empty line */
    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /** Empty if there is none. */
        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }
}
