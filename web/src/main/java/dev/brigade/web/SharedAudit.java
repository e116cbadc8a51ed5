package dev.brigade.web;

import dev.brigade.web.audit.Audit;
import dev.brigade.web.audit.Report;
import dev.brigade.web.audit.Root;
import dev.brigade.web.audit.Verdict;
import dev.brigade.web.settings.SettingsException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the threads of an application share: as a report, and as warnings at start. */
final class SharedAudit {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final int UNSAFE = 1;
    private static final int WRONG_USE = 2;

    private SharedAudit() {}

    /** Prints the report of an application that has not started; returns the exit code, 1 if something is not safe. */
    static int print(App app, PrintStream out, PrintStream err, List<String> settings) {
        try {
            app.settings().load(Path.of(""), System.getenv(), settings);
        } catch (SettingsException e) {
            err.println(app.name() + " can't be looked at. " + e.getMessage());
            return WRONG_USE;
        }
        Report report = report(app);
        out.print(report.text());
        return report.isSafe() ? 0 : UNSAFE;
    }

    /** Warns of each thing that is not safe. Nothing that goes wrong here keeps the application from starting. */
    static void warn(App app) {
        try {
            report(app).with(Verdict.NOT_SAFE).forEach(finding -> LOG.warn(Report.line(finding)));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("What the threads share could not be looked at; please report this", e);
        }
    }

    static Report report(App app) {
        List<Root> roots = new ArrayList<>(app.roots());
        app.settings()
                .all()
                .forEach(setting ->
                        roots.add(new Root("setting \"" + setting.name() + "\"", setting.value(), Optional.empty())));
        return Audit.of(app.name(), roots);
    }
}
