package dev.brigade.check.suite;

import dev.brigade.check.Exploration;
import dev.brigade.check.suite.acidrain.Vulnerability;
import dev.brigade.check.suite.db.DbPattern;
import dev.brigade.check.suite.db.DbPatterns;
import dev.brigade.check.suite.jvm.JvmPatterns;
import dev.brigade.data.TestDatabase;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The programs of the suite that have a bug.
 *
 * @param name one for each, the same in every JVM
 * @param exploration to be explored or replayed, anew each time
 * @param result what exploring it came to, known after the first time
 */
record BrokenProgram(String name, Supplier<Exploration<?>> exploration, Supplier<Result> result) {

    static List<BrokenProgram> inTheJvm() {
        return JvmPatterns.all().stream()
                .map(pattern ->
                        new BrokenProgram(pattern.name(), () -> pattern.broken().get(), () -> Results.broken(pattern)))
                .toList();
    }

    /** Those that can happen there; on H2 those too that have no database. */
    static List<BrokenProgram> on(TestDatabase database) {
        return Stream.concat(
                        DbPatterns.all().stream()
                                .filter(pattern -> pattern.home() == database
                                        || pattern.databases().contains(database)),
                        Vulnerability.ALL.stream().map(Vulnerability::pattern))
                .map(pattern -> on(pattern, database))
                .toList();
    }

    private static BrokenProgram on(DbPattern pattern, TestDatabase database) {
        return new BrokenProgram(
                database + ": " + pattern.name(),
                () -> pattern.broken().on(database),
                () -> Results.broken(pattern, database));
    }

    static Stream<BrokenProgram> all() {
        return Stream.of(inTheJvm(), on(TestDatabase.H2), on(TestDatabase.POSTGRESQL))
                .flatMap(List::stream);
    }
}
