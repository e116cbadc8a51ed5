package dev.brigade.bench.load;

/**
 * A request, and the answer that it must get. In both, {@code {key}} stands for a number from 1 to {@code keys} that is
 * drawn afresh for each request.
 *
 * @param method with an empty body
 * @param path with its query, as it is sent
 * @param keys 1 if there is no key
 * @param body of the answer, on one line; {@code {number}} in it stands for any number, once
 */
public record Ask(String method, String path, int keys, String body) {

    /** The same request each time. */
    public static Ask get(String path, String body) {
        return new Ask("GET", path, 1, body);
    }

    Exchange exchange(int key, int port) {
        String head = method + " " + withKey(path, key) + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUser-Agent: brigade-bench\r\nAccept: */*\r\n"
                + (method.equals("GET") ? "" : "Content-Length: 0\r\n") + "\r\n";
        return new Exchange(head, new Answer(withKey(body, key)));
    }

    private static String withKey(String text, int key) {
        return text.replace("{key}", String.valueOf(key));
    }
}
