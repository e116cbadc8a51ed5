package dev.brigade.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that make the application and hand it the rest of the line: what they do is the application's. */
abstract class Start implements Callable<Integer> {
    @Option(
            names = "--classes",
            paramLabel = "FOLDER",
            required = true,
            description = "the application's compiled classes")
    private Path classes = Path.of("target/classes");

    @Option(names = "--app", paramLabel = "CLASS", description = "which application, if there are several")
    private @Nullable String app;

    @Parameters(paramLabel = "SETTING", description = "settings of the application, such as --port 8081")
    private List<String> settings = new ArrayList<>();

    /** The word before the settings. */
    abstract String word();

    @Override
    public final Integer call() throws Exception {
        Application application = Application.in(classes, Optional.ofNullable(app));
        List<String> line = new ArrayList<>(settings);
        line.addFirst(word());
        application.create().run(line.toArray(String[]::new));
        return 0;
    }

    @Command(name = "run", description = "Runs the application.")
    static final class Run extends Start {
        @Override
        String word() {
            return "run";
        }
    }

    @Command(name = "migrate", description = "Runs the migrations of the application's database that have not run.")
    static final class Migrate extends Start {
        @Override
        String word() {
            return "migrate";
        }
    }

    @Command(name = "routes", description = "Lists the routes of the application.")
    static final class Routes extends Start {
        @Override
        String word() {
            return "routes";
        }
    }

    @Command(
            name = "shared",
            description = "Shows what the threads of the application share, and whether that is safe.")
    static final class Shared extends Start {
        @Override
        String word() {
            return "shared";
        }
    }
}
