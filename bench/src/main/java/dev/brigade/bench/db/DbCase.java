package dev.brigade.bench.db;

import dev.brigade.bench.compare.Scenario;
import dev.brigade.bench.compare.Subject;
import dev.brigade.bench.load.Ask;
import dev.brigade.bench.subject.World;
import java.util.List;
import java.util.Locale;

/** What the subjects are asked to do, with a key that is drawn for each request. */
enum DbCase {
    /** One SELECT by key in a transaction that is read only, as JSON. */
    SELECT("GET"),

    /** SELECT by key, then UPDATE of the same row, in one transaction; the new row as JSON. */
    UPDATE("POST");

    /** Conflicts that a subject gave up on are counted; more than these, and something is wrong with it. */
    private static final double TOLERATED = 0.05;

    private final String method;

    DbCase(String method) {
        this.method = method;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    Scenario scenario(List<Subject> subjects) {
        Ask ask = new Ask(method, "/world/{key}", World.ROWS, "{\"id\":{key},\"randomNumber\":{number}}");
        return new Scenario(text(), ask, subjects, TOLERATED);
    }
}
