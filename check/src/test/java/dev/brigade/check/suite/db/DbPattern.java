package dev.brigade.check.suite.db;

import dev.brigade.check.report.Anomaly;
import dev.brigade.data.TestDatabase;
import java.util.Set;

/**
 * A bug that developers make with a database, and how they repair it.
 *
 * @param name for people
 * @param description the mistake, in a sentence
 * @param expected what the broken one is found to have
 * @param databases those on which it can happen; none if it takes none
 * @param broken the program with the bug
 * @param fixed its repaired twin, in which nothing is found
 */
public record DbPattern(
        String name,
        String description,
        Anomaly expected,
        Set<TestDatabase> databases,
        Scenario broken,
        Scenario fixed) {

    public static DbPattern of(String name, String description, Anomaly expected, Scenario broken, Scenario fixed) {
        return new DbPattern(
                name, description, expected, Set.of(TestDatabase.H2, TestDatabase.POSTGRESQL), broken, fixed);
    }

    /** The same, on one database only. */
    public DbPattern only(TestDatabase database) {
        return new DbPattern(name, description, expected, Set.of(database), broken, fixed);
    }

    /** The same, of a program that has no database. */
    public DbPattern withoutDatabase() {
        return new DbPattern(name, description, expected, Set.of(), broken, fixed);
    }

    /** Where it is explored first: on H2, which is fast, if it can happen there. */
    public TestDatabase home() {
        return databases.isEmpty() || databases.contains(TestDatabase.H2) ? TestDatabase.H2 : TestDatabase.POSTGRESQL;
    }

    @Override
    public String toString() {
        return name;
    }
}
