package dev.brigade.bench.http;

import java.util.List;

/** What the subjects are asked to do. */
enum Scenario {
    /** A constant, as text. */
    PLAINTEXT("/", Scenario.HELLO),

    /** A small record as JSON. */
    JSON("/json", "{\"message\":\"Hello, World!\",\"number\":42}"),

    /** A number of the path and one of the query, as text. */
    PATH("/orders/812?portions=3", "Order 812: 3 portions");

    static final String HELLO = "Hello, World!";

    private final String path;
    private final String body;

    Scenario(String path, String body) {
        this.path = path;
        this.body = body;
    }

    /** What {@link #JSON} answers. */
    record Message(String message, int number) {
        static Message make() {
            return new Message(HELLO, 42);
        }
    }

    /** What {@link #PATH} answers. */
    static String order(long id, int portions) {
        return "Order " + id + ": " + portions + " portions";
    }

    String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** With its query. */
    String path() {
        return path;
    }

    /** The body of the right answer. */
    String body() {
        return body;
    }

    /** Those that are compared; the first is what the others are compared with. */
    List<Subject> subjects() {
        return switch (this) {
            case PLAINTEXT -> List.of(Subject.values());
            case JSON, PATH -> List.of(Subject.HELIDON, Subject.BRIGADE);
        };
    }
}
