package dev.brigade.check.suite;

import dev.brigade.check.report.Anomaly;
import dev.brigade.check.suite.acidrain.Vulnerability;
import dev.brigade.check.suite.db.DbPattern;
import dev.brigade.check.suite.jvm.Pattern;
import dev.brigade.data.TestDatabase;

/**
 * A line of the table of bugs.
 *
 * @param name of the bug
 * @param description what is wrong, in a sentence
 * @param broken what the program with the bug came to
 * @param fixed what its repaired twin came to
 * @param databases on which it can happen; empty if it takes none
 */
record Row(String name, String description, Result broken, Result fixed, String databases) {

    static Row of(Pattern pattern) {
        return new Row(pattern.name(), pattern.description(), Results.broken(pattern), Results.fixed(pattern), "");
    }

    static Row of(DbPattern pattern) {
        TestDatabase home = pattern.home();
        String databases =
                pattern.databases().isEmpty() ? "–" : pattern.databases().size() == 2 ? "both" : name(home);
        return new Row(
                pattern.name(),
                pattern.description(),
                Results.broken(pattern, home),
                Results.fixed(pattern, home),
                databases);
    }

    /** With what it is to the study, if that says so. */
    static Row of(Vulnerability vulnerability) {
        Row row = of(vulnerability.pattern());
        String study = vulnerability.study().equals("yes") ? "" : " (" + vulnerability.study() + ")";
        return new Row(row.name(), row.description() + study, row.broken(), row.fixed(), row.databases());
    }

    private static String name(TestDatabase database) {
        return switch (database) {
            case H2 -> "H2";
            case POSTGRESQL -> "PostgreSQL";
        };
    }

    String text(boolean withDatabases) {
        return "| " + name + " | " + description + " | "
                + broken.found().map(Anomaly::text).orElse("**not found**")
                + " | " + (broken.found().isPresent() ? broken.schedules() + " | " + broken.preemptions() : "– | –")
                + " | " + twin()
                + (withDatabases ? " | " + databases : "") + " |\n";
    }

    private String twin() {
        if (fixed.found().isPresent()) {
            return "**" + fixed.found().get().text() + "**";
        }
        return (fixed.isProved() ? "proved, " : "sampled, ") + fixed.schedules();
    }
}
