package dev.brigade.bench.db;

import dev.brigade.bench.compare.Subject;
import dev.brigade.bench.process.Program;
import dev.brigade.bench.subject.DatabasePlace;
import java.util.ArrayList;
import java.util.List;

/** A server that is measured. */
enum DbSubject {
    /** An application as anybody would write it. */
    BRIGADE("brigade"),

    /** Spring Boot: what the others are compared with. */
    SPRING("spring"),

    JAVALIN("javalin");

    private final String text;

    DbSubject(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    Subject subject(DatabasePlace place) {
        return new Subject(
                text,
                switch (this) {
                    case BRIGADE -> brigade(place);
                    case SPRING ->
                        Program.ofModule("spring", "dev.brigade.bench.spring.SpringSubject", place.arguments());
                    case JAVALIN ->
                        Program.ofModule("javalin", "dev.brigade.bench.javalin.JavalinSubject", place.arguments());
                });
    }

    private static Program brigade(DatabasePlace place, String... settings) {
        List<String> arguments = new ArrayList<>(place.arguments());
        arguments.addAll(List.of(settings));
        return Program.ofThisClassPath(BrigadeWorlds.class, arguments.toArray(String[]::new));
    }
}
