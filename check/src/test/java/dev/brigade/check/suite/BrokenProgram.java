package dev.brigade.check.suite;

import dev.brigade.check.Exploration;
import dev.brigade.check.suite.acidrain.Vulnerability;
import dev.brigade.check.suite.db.DbPattern;
import dev.brigade.check.suite.db.DbPatterns;
import dev.brigade.check.suite.jvm.JvmPatterns;
import dev.brigade.check.suite.jvm.Pattern;
import dev.brigade.data.TestDatabase;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A program of the suite that has a bug.
 *
 * @param name one for each, the same in every JVM
 * @param exploration to be explored or replayed, anew each time
 * @param result what exploring it came to, known after the first time
 */
public record BrokenProgram(String name, Supplier<Exploration<?>> exploration, Supplier<Result> result) {

    public static BrokenProgram of(Pattern pattern) {
        return new BrokenProgram(pattern.name(), () -> pattern.broken().get(), () -> Results.broken(pattern));
    }

    public static BrokenProgram of(DbPattern pattern, TestDatabase database) {
        return new BrokenProgram(
                database + ": " + pattern.name(),
                () -> pattern.broken().on(database),
                () -> Results.broken(pattern, database));
    }

    static Stream<BrokenProgram> all() {
        Stream<BrokenProgram> inTheJvm = JvmPatterns.all().stream().map(BrokenProgram::of);
        Stream<BrokenProgram> withDatabase = Arrays.stream(TestDatabase.values())
                .flatMap(database -> Stream.concat(
                                DbPatterns.all().stream(),
                                Vulnerability.ALL.stream().map(Vulnerability::pattern))
                        .filter(pattern -> pattern.home() == database
                                || pattern.databases().contains(database))
                        .map(pattern -> of(pattern, database)));
        return Stream.concat(inTheJvm, withDatabase);
    }
}
