package dev.brigade.bench.http;

import dev.brigade.bench.compare.Subject;
import dev.brigade.bench.process.Program;

/** A server that is measured. */
enum HttpSubject {
    /** The engine, used bare and as it is by default: what the others are compared with. */
    HELIDON("helidon"),

    /** An application as anybody would run it. */
    BRIGADE("brigade"),

    /** The same with a line logged for each request. */
    BRIGADE_LOGGING("brigade, access log on"),

    /** The engine's adapter without the application: no thread of its own for the request, no routes. */
    BRIGADE_ENGINE("brigade engine alone");

    private final String text;

    HttpSubject(String text) {
        this.text = text;
    }

    Subject subject() {
        return new Subject(text, Program.ofThisClassPath(HttpProcess.class, name()));
    }

    /** Starts it in this process, on a port of its own, and says which. */
    int start() {
        return switch (this) {
            case HELIDON -> BareHelidon.start();
            case BRIGADE -> BrigadeApp.start();
            case BRIGADE_LOGGING -> BrigadeApp.start("--access.log", "on");
            case BRIGADE_ENGINE -> EngineAlone.start();
        };
    }
}
