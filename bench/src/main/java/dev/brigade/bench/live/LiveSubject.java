package dev.brigade.bench.live;

import dev.brigade.bench.compare.Subject;
import dev.brigade.bench.process.Program;
import dev.brigade.bench.subject.DatabasePlace;
import java.util.ArrayList;
import java.util.List;

/** A server that is measured: the same application. */
enum LiveSubject {
    /** What the others are compared with: nothing is recorded, and there is no page. */
    NOT_RECORDED("not recorded"),

    /** As applications are: recorded, with a page at which nobody looks. */
    CLOSED("recorded, page closed"),

    /** Somebody looks. */
    OPEN("recorded, page open");

    private final String text;

    LiveSubject(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    Subject subject(DatabasePlace place) {
        List<String> arguments = new ArrayList<>(place.arguments());
        arguments.add(name());
        return new Subject(text, Program.ofThisClassPath(LiveWorlds.class, arguments.toArray(String[]::new)));
    }
}
