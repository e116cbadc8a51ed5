package dev.brigade.check.suite;

import dev.brigade.check.Exploration;
import dev.brigade.check.suite.db.DbPattern;
import dev.brigade.check.suite.db.DbPatterns;
import dev.brigade.check.suite.jvm.Pattern;
import dev.brigade.data.TestDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the programs of the suite come to, each explored once in a JVM, whichever test asks first. Safe from any thread.
 *
 * <p>How much is explored is limited by the number of schedules; there is far more time than they take. So the results are the
 * same on every machine, and can be written down.
 */
public final class Results {
    private static final Duration TIME = Duration.ofMinutes(2);

    /** Who has more schedules than that is not explored wholly. */
    private static final int MOST = 5_000;
    /** On PostgreSQL, which runs some hundred in a second, what can happen on H2 too is not explored wholly. */
    private static final int MOST_ON_POSTGRESQL = 60;

    private static final Map<String, Result> KNOWN = new HashMap<>(); // guarded by the class's lock

    private Results() {}

    public static Result broken(Pattern pattern) {
        return known("broken, in the JVM: " + pattern.name(), pattern.broken(), TIME, MOST);
    }

    public static Result fixed(Pattern pattern) {
        return known("fixed, in the JVM: " + pattern.name(), pattern.fixed(), TIME, MOST);
    }

    public static Result broken(DbPattern pattern, TestDatabase database) {
        return broken(pattern, database, TIME);
    }

    /** Found within {@code time}, or not. */
    public static Result broken(DbPattern pattern, TestDatabase database, Duration time) {
        return known(
                "broken, on " + database + ": " + pattern.name(),
                () -> pattern.broken().on(database),
                time,
                most(pattern, database));
    }

    public static Result fixed(DbPattern pattern, TestDatabase database) {
        return known(
                "fixed, on " + database + ": " + pattern.name(),
                () -> pattern.fixed().on(database),
                TIME,
                most(pattern, database));
    }

    private static int most(DbPattern pattern, TestDatabase database) {
        return database == pattern.home() ? MOST : MOST_ON_POSTGRESQL;
    }

    private static synchronized Result known(
            String name, Supplier<? extends Exploration<?>> exploration, Duration time, int most) {
        Result result = KNOWN.get(name);
        if (result == null) {
            if (KNOWN.isEmpty()) {
                warmUp();
            }
            result = Result.of(exploration.get().budget(time).schedules(most));
            KNOWN.put(name, result);
        }
        return result;
    }

    /** The first exploration of an application in a JVM loads its classes, which takes a time that is not the program's. */
    private static void warmUp() {
        DbPatterns.all().getFirst().fixed().on(TestDatabase.H2).explore();
    }
}
