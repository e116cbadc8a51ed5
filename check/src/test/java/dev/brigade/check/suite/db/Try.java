package dev.brigade.check.suite.db;

import dev.brigade.check.Explored;
import dev.brigade.check.suite.acidrain.Vulnerability;
import dev.brigade.data.TestDatabase;
import java.time.Duration;
import java.util.stream.Stream;

public class Try {
    public static void main(String[] args) {
        TestDatabase database = TestDatabase.valueOf(args[0]);
        boolean show = args.length > 2;
        Stream.concat(DbPatterns.all().stream(), Vulnerability.ALL.stream().map(Vulnerability::pattern))
                .filter(p -> p.databases().contains(database) && p.name().matches(args[1]))
                .forEach(p -> {
                    one(p, database, true, show && !args[2].equals("fixed"));
                    one(p, database, false, show && !args[2].equals("broken"));
                });
        System.exit(0);
    }

    private static void one(DbPattern p, TestDatabase database, boolean broken, boolean show) {
        String what;
        String report = "";
        try {
            Explored e = (broken ? p.broken() : p.fixed())
                    .on(database)
                    .budget(Duration.ofSeconds(Integer.getInteger("budget", 5)))
                    .explore();
            String found = e.finding().map(f -> f.anomaly().name()).orElse("-");
            boolean ok = found.equals(broken ? p.expected().name() : "-");
            what = (ok ? "ok   " : "BAD  ") + found + (broken && !ok ? " instead of " + p.expected() : "") + " "
                    + e.schedules() + " schedules "
                    + e.finding().map(f -> "switches " + f.switches()).orElse("") + (e.isComplete() ? " complete" : "")
                    + " " + e.time().toMillis() + " ms";
            if (show) report = e.report();
        } catch (Throwable e) {
            what = "BAD  " + e;
            java.io.StringWriter w = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(w));
            if (show) report = w.toString();
        }
        System.out.println((broken ? "broken " : "fixed  ") + database + " " + what + "   | " + p.name());
        if (!report.isEmpty()) System.out.println(report);
    }
}
