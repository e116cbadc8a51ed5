package dev.brigade.check.suite;

import dev.brigade.check.suite.acidrain.Vulnerability;
import dev.brigade.check.suite.db.DbPatterns;
import dev.brigade.check.suite.jvm.JvmPatterns;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of docs/bug-patterns.md. */
@SuppressWarnings("InlineFormatString") // its texts are easier to read by themselves
final class BugPatternsPage {
    private static final String BEFORE = """
            # Bugs that the explorer finds

            A test makes this page. Each line is a small program with a bug that only an interleaving shows, and a repaired twin of it. The
            programs assert nothing, and know nothing of the explorer.

            - **found as**: the name that the explorer gives it, with the steps that show it.
            - **schedules**: how many it ran until the first that shows the bug; 0 if one thread after the other shows it already.
            - **preemptions**: of the smallest schedule that shows it, how often it goes on with another thread where the one that ran could
              have gone on.
            - **repaired twin**: *proved* if every schedule was run that is not equivalent to one that was, and none of them shows
              anything; so many were run. *Sampled* if there are more.
            - **database**: where it can happen, and where the tests find it. The figures are of H2, where it can happen on both.

            """;

    private static final String ACID_RAIN = """
            ## The vulnerabilities of ACIDRain

            What the study found in twelve shops (Warszawski and Bailis, [ACIDRain](https://doi.org/10.1145/3035918.3064037), SIGMOD 2017),
            as handlers written anew from its descriptions. In brackets what it is to the study; *scope*: no transaction, or the check outside
            of it; *level*: inside of one, at a weak isolation. To confirm one took its authors about two hours. Here half of them take at
            most %d schedules, and each less than 10 s, on H2 and on PostgreSQL.
            """;

    private static final String HEAD = "| bug | what is wrong | found as | schedules | preemptions | repaired twin |";
    private static final String LINE = "|---|---|---|---:|---:|---|";

    private BugPatternsPage() {}

    static List<Row> jvm() {
        return JvmPatterns.all().stream().map(Row::of).toList();
    }

    static List<Row> databaseAndHttp() {
        return DbPatterns.databaseAndHttp().stream().map(Row::of).toList();
    }

    static List<Row> acrossLayers() {
        return DbPatterns.acrossLayers().stream().map(Row::of).toList();
    }

    static List<Row> acidRain() {
        return Vulnerability.ALL.stream().map(Row::of).toList();
    }

    /** What the programs with a bug came to, all of them. */
    static List<Result> findings() {
        return Stream.of(jvm(), databaseAndHttp(), acrossLayers(), acidRain())
                .flatMap(List::stream)
                .map(Row::broken)
                .toList();
    }

    static String text() {
        List<Result> acidRain = acidRain().stream().map(Row::broken).toList();
        return BEFORE
                + table("## Between threads of a JVM", jvm(), false)
                + table("## In a database, and over HTTP", databaseAndHttp(), true)
                + table("## Across layers: a database, and what threads share in memory", acrossLayers(), true)
                + table(ACID_RAIN.formatted(Medians.schedules(acidRain)).stripTrailing(), acidRain(), true)
                + "## In all\n\n" + "Half of the smallest schedules have at most "
                + Medians.preemptions(findings()) + " preemption"
                + (Medians.preemptions(findings()) == 1 ? "" : "s") + ", and half of the bugs are found by schedule "
                + Medians.schedules(findings()) + ".\n";
    }

    private static String table(String title, List<Row> rows, boolean withDatabases) {
        return title + "\n\n" + HEAD + (withDatabases ? " database |" : "") + "\n" + LINE
                + (withDatabases ? "---|" : "") + "\n"
                + rows.stream().map(row -> row.text(withDatabases)).collect(Collectors.joining()) + "\n";
    }
}
