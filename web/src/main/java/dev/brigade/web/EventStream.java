package dev.brigade.web;

import dev.brigade.web.content.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Server-sent events to one client (HTML standard, section 9.2). Each event is sent at once.
 *
 * <p>Confined to the request's thread.
 */
public final class EventStream {
    private final Outgoing out;
    private final Json json;

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
        write("event: " + line("type", type) + "\n", data);
    }

    /**
     * As {@link #send(String, Object)}, with an id: a browser that has lost the connection comes again by itself, and says the last one
     * that it has seen in the header {@code Last-Event-ID}.
     */
    public void send(String type, Object data, String id) throws IOException {
        if (id.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("An event's id has no NUL character");
        }
        write("event: " + line("type", type) + "\nid: " + line("id", id) + "\n", data);
    }

    private static String line(String what, String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("An event's " + what + " is one line");
        }
        return text;
    }

    /** Sends something that browsers ignore, to keep proxies from taking the connection for dead. */
    public void heartbeat() throws IOException {
        emit(":\n\n");
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
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
