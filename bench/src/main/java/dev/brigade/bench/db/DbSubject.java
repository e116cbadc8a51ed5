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

    /** The same, of which no route is guessed to run one statement only. */
    BRIGADE_NO_GUESS("brigade, no guess"),

    /** The same, whose UPDATE is declared to be the last statement. */
    BRIGADE_FINISH("brigade, finish"),

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

    /** Whether it differs in that case from {@link #BRIGADE}. */
    boolean isIn(DbCase one) {
        return switch (this) {
            case BRIGADE, SPRING, JAVALIN -> true;
            case BRIGADE_NO_GUESS -> one == DbCase.SELECT;
            case BRIGADE_FINISH -> one == DbCase.UPDATE;
        };
    }

    Subject subject(DatabasePlace place) {
        return new Subject(
                text,
                switch (this) {
                    case BRIGADE -> brigade(place, BrigadeWorlds.EXECUTE);
                    case BRIGADE_NO_GUESS -> brigade(place, BrigadeWorlds.EXECUTE, "--database.guess", "false");
                    case BRIGADE_FINISH -> brigade(place, BrigadeWorlds.FINISH);
                    case SPRING ->
                        Program.ofModule("spring", "dev.brigade.bench.spring.SpringSubject", place.arguments());
                    case JAVALIN ->
                        Program.ofModule("javalin", "dev.brigade.bench.javalin.JavalinSubject", place.arguments());
                });
    }

    private static Program brigade(DatabasePlace place, String... more) {
        List<String> arguments = new ArrayList<>(place.arguments());
        arguments.addAll(List.of(more));
        return Program.ofThisClassPath(BrigadeWorlds.class, arguments.toArray(String[]::new));
    }
}
