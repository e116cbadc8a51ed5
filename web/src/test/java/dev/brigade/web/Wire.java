package dev.brigade.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection to a server on this machine, byte for byte. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    Wire(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    /** Every byte that a server sends in answer to one request without a body, until it closes. */
    static String answer(int port, String method, String path) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(method, path, "Connection: close\r\n");
            return wire.rest();
        }
    }

    /** Sends a request without a body; {@code headers} end with a line break each. */
    void send(String method, String path, String headers) throws IOException {
        String length = method.equals("GET") ? "" : "Content-Length: 0\r\n";
        String head = method + " " + path + " HTTP/1.1\r\nHost: test\r\n" + length + headers + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends these bytes. */
    void sendRaw(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says that nothing more will come. */
    void endSending() throws IOException {
        socket.shutdownOutput();
    }

    /** The body of the next answer, which has a Content-Length. */
    String body() throws IOException {
        String head = until("\r\n\r\n");
        int length = head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Content-Length in " + head));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Reads until {@code text} has come. */
    String until(String text) throws IOException {
        StringBuilder all = new StringBuilder();
        while (all.indexOf(text) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("The server closed after: " + all);
            }
            all.append((char) next);
        }
        return all.toString();
    }

    /** All that comes until the server closes. */
    String rest() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toString(StandardCharsets.UTF_8);
    }

    /** How many bytes come until the server closes; keeps none. */
    long skip() throws IOException {
        return in.transferTo(java.io.OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
