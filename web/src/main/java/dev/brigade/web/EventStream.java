package dev.brigade.web;

import dev.brigade.web.content.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Server-sent events to one client (HTML standard, section 9.2). Each event is sent at once.
 *
 * <p>For the request's thread; only {@link #interrupt} comes from another. An interrupt in the midst of a write would close
 * the connection, so both are under {@code writing}; who stops does not wait for a slow write, though: the writer sees
 * afterwards, by {@code interrupted}, which is set first, that it was meant.
 */
public final class EventStream {
    private final Thread thread = Thread.currentThread();
    private final Outgoing out;
    private final Json json;
    private final Lock writing = new ReentrantLock();
    private volatile boolean interrupted;

    EventStream(Outgoing out, Json json) {
        this.out = out;
        this.json = json;
    }

    /**
     * Sends an event of the default type {@code message}.
     *
     * @param data a text as it is, anything else as JSON
     */
    public void send(Object data) throws IOException {
        write("", data);
    }

    /** Sends an event of a type, which a browser hears by {@code addEventListener(type, …)}. */
    public void send(String type, Object data) throws IOException {
        if (type.indexOf('\n') >= 0 || type.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("An event's type is one line");
        }
        write("event: " + type + "\n", data);
    }

    /** Sends something that browsers ignore, to keep proxies from taking the connection for dead. */
    public void heartbeat() throws IOException {
        emit(":\n\n");
    }

    /** Interrupts the stream's thread, now or when it has finished the write that it is at. */
    void interrupt() {
        interrupted = true;
        if (writing.tryLock()) {
            try {
                thread.interrupt();
            } finally {
                writing.unlock();
            }
        }
    }

    /** Sends the head of the response, so that the client knows that the stream is open. */
    void open() throws IOException {
        out.open();
    }

    private void write(String head, Object data) throws IOException {
        String text = data instanceof String string ? string : new String(json.write(data), StandardCharsets.UTF_8);
        StringBuilder event = new StringBuilder(head);
        // A line break of any kind inside data would end the field, so each line is a field.
        for (String line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
            event.append("data: ").append(line).append('\n');
        }
        emit(event.append('\n').toString());
    }

    private void emit(String text) throws IOException {
        writing.lock();
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } finally {
            writing.unlock();
            if (interrupted) {
                thread.interrupt();
            }
        }
    }
}
