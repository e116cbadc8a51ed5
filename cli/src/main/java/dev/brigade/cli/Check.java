package dev.brigade.cli;

import dev.brigade.check.AppCheck;
import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Explore;
import dev.brigade.check.report.Finding;
import dev.brigade.check.report.HtmlReport;
import dev.brigade.check.report.Pair;
import dev.brigade.check.report.PairTable;
import dev.brigade.check.report.TextReport;
import dev.brigade.check.report.TextStyle;
import dev.brigade.web.App;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explores each pair of an application's routes. */
@Command(
        name = "check",
        customSynopsis = "./brigade check DIR [OPTIONS]",
        description = "Runs each pair of routes together under every interleaving that matters.",
        footer = {
            "",
            "Exit code: 0 if nothing was found, 1 if something was, or if there are routes and no pair of them was run, 2 for a mistake"
                    + " in the command, or if the exploration itself failed."
        })
final class Check implements Callable<Integer> {
    /** Nothing is known, since it could not be explored. */
    static final int FAILED = 2;

    /** Something was found. */
    private static final int FOUND = 1;
    /** There are routes, and nothing is known of any pair: no success. */
    private static final int NOTHING_RUN = 1;

    @Option(
            names = "--classes",
            paramLabel = "FOLDER",
            required = true,
            hidden = true, // the script gives it
            description = "the application's compiled classes")
    private Path classes = Path.of("target/classes");

    @Option(names = "--app", paramLabel = "CLASS", description = "which application, if there are several")
    private @Nullable String app;

    @Option(names = "--on", paramLabel = "h2|postgres", description = "on which database", defaultValue = "h2")
    private String on = "h2";

    @Option(names = "--seconds", paramLabel = "N", description = "how long it may take", defaultValue = "45")
    private int seconds;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            description = "only pairs with a route that contains this",
            defaultValue = "")
    private String only = "";

    @Option(names = "--html", paramLabel = "FILE", description = "writes a page with all findings")
    private @Nullable Path html;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (seconds < 1) {
            throw new UserMistake("--seconds " + seconds + " leaves no time to explore; give 1 or more.");
        }
        Explore.prepare(); // before the application's classes are loaded
        Application application = Application.in(classes, Optional.ofNullable(app));
        Supplier<App> factory = () -> {
            try {
                return application.create();
            } catch (Exception e) {
                throw new UserMistake("The application can't be made: " + e, e);
            }
        };
        PrintWriter out = out();
        AppCheck check = AppCheck.of(factory)
                .on(product())
                .budget(Duration.ofSeconds(seconds))
                .named(application.className() + ".app")
                .project(Path.of(""))
                .only(only);
        AppCheck.Result result = run(check);
        for (Finding finding : result.findings()) {
            out.println(TextReport.of(finding));
        }
        out.print(PairTable.of(result.pairs(), TextStyle.PLAIN));
        write(result, out);
        out.flush();
        if (result.hasFindings()) {
            return FOUND;
        }
        return result.pairs().isEmpty() || result.pairs().stream().anyMatch(Pair::isRun) ? 0 : NOTHING_RUN;
    }

    private AppCheck.Result run(AppCheck check) {
        try {
            return check.run(this::tell);
        } catch (AppCheck.NoSuchRoute e) {
            throw new UserMistake("--only: " + e.getMessage(), e);
        }
    }

    /** Somebody who watches sees that it goes on; the table comes in the end. */
    @SuppressWarnings("SystemConsoleNull") // it may be null, though no longer where there is no terminal
    private void tell(Pair pair) {
        if (System.console() != null && System.console().isTerminal()) {
            PrintWriter err = Objects.requireNonNull(spec, "picocli gives it")
                    .commandLine()
                    .getErr();
            err.println(pair.first() + " × " + pair.second() + ": " + pair.verdictText());
            err.flush();
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec, "picocli gives it").commandLine().getOut();
    }

    private DatabaseProduct product() {
        return switch (on) {
            case "h2" -> DatabaseProduct.H2;
            case "postgres" -> DatabaseProduct.POSTGRES;
            default ->
                throw new UserMistake("--on " + on + " is no database to explore on; there are h2 and postgres.");
        };
    }

    private void write(AppCheck.Result result, PrintWriter out) {
        Path file = html;
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, HtmlReport.of(result.findings(), result.certificates(), result.pairs()));
            out.println("All of it as a page: " + file.toAbsolutePath());
        } catch (IOException e) {
            throw new UserMistake("The page can't be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
