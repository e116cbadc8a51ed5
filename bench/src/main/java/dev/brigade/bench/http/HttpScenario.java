package dev.brigade.bench.http;

import dev.brigade.bench.compare.Scenario;
import dev.brigade.bench.compare.Subject;
import dev.brigade.bench.load.Ask;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the subjects are asked to do. */
enum HttpScenario {
    /** A constant, as text. */
    PLAINTEXT("/", HttpScenario.HELLO),

    /** A small record as JSON. */
    JSON("/json", "{\"message\":\"Hello, World!\",\"number\":42}"),

    /** A number of the path and one of the query, as text. */
    PATH("/orders/812?portions=3", "Order 812: 3 portions");

    static final String HELLO = "Hello, World!";

    private final String path;
    private final String body;

    HttpScenario(String path, String body) {
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

    Scenario scenario() {
        List<Subject> subjects = compared().map(HttpSubject::subject).toList();
        return new Scenario(name().toLowerCase(Locale.ROOT), Ask.get(path, body), subjects, 0);
    }

    private Stream<HttpSubject> compared() {
        return switch (this) {
            case PLAINTEXT -> Stream.of(HttpSubject.values());
            case JSON, PATH -> Stream.of(HttpSubject.HELIDON, HttpSubject.BRIGADE);
        };
    }
}
