package dev.brigade.web;

import dev.brigade.data.Database;
import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.errors.StartException;
import dev.brigade.web.settings.Setting;
import dev.brigade.web.settings.Settings;
import dev.brigade.web.settings.SettingsException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an application as a process of its own: until a signal ends it, with an exit code that says how it went. */
final class CommandLineRun {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final int WRONG_USE = 2;

    /** By name and number: Ctrl-C, the word of a service manager, a terminal that is closed. */
    private static final Map<String, Integer> SIGNALS =
            System.getProperty("os.name", "").startsWith("Windows")
                    ? Map.of("INT", 2, "TERM", 15)
                    : Map.of("INT", 2, "TERM", 15, "HUP", 1); // which nohup lets nobody hear

    private CommandLineRun() {}

    /** @param arguments a command, {@code run} if there is none, and settings */
    static void run(App app, String... arguments) {
        List<String> settings = new ArrayList<>(List.of(arguments));
        if (settings.contains("--help")) {
            System.out.print(help(app.settings()));
            return;
        }
        String command = settings.isEmpty() || settings.getFirst().startsWith("-") ? "run" : settings.removeFirst();
        switch (command) {
            case "run" -> serve(app, settings.toArray(String[]::new));
            case "routes" -> exit(routes(app, System.out, System.err, settings));
            case "migrate" -> exit(migrate(app, System.out, System.err, settings));
            case "shared" -> exit(SharedAudit.print(app, System.out, System.err, settings));
            default -> {
                System.err.println(
                        "There is no command \"" + command + "\"; there are run, routes, shared and migrate");
                System.exit(WRONG_USE);
            }
        }
    }

    private static void exit(int code) {
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Brings the schema of each database up to date and says what was done; returns the exit code. */
    static int migrate(App app, PrintStream out, PrintStream err, List<String> settings) {
        try {
            app.settings().load(Path.of(""), System.getenv(), settings);
            Collection<DatabaseSettings> databases = app.loadedDatabases().values();
            if (databases.isEmpty()) {
                throw new DatabaseException("It has no database. Give it one: app.database().");
            }
            List<DatabaseSettings> migrating = databases.stream()
                    .filter(one -> !one.migrations().isEmpty())
                    .toList();
            Optional<DatabaseSettings> forModules = Optional.ofNullable(
                            app.loadedDatabases().get(App.MAIN))
                    .filter(_ -> app.modules().needTables());
            if (migrating.isEmpty() && forModules.isEmpty()) {
                throw new DatabaseException(
                        "It has no migrations. Say where their files are: app.database().migrations(\"db\").");
            }
            migrating.forEach(one -> out.println(Database.migrate(one)));
            forModules.ifPresent(app::installTables);
            return 0;
        } catch (SettingsException | DatabaseException e) {
            err.println(app.name() + " can't migrate. " + e.getMessage());
            return WRONG_USE;
        }
    }

    /** The routes as they are declared, or with {@code --pid N} those of a process with what their requests did. */
    static int routes(App app, PrintStream out, PrintStream err, List<String> options) {
        if (options.isEmpty()) {
            out.print(table(app.routes()));
            return 0;
        }
        if (options.size() != 2 || !options.getFirst().equals("--pid")) {
            err.println("The command routes takes --pid N, the process of a running application, or nothing");
            return WRONG_USE;
        }
        try {
            RoutesOfProcess.of(options.get(1)).forEach(out::println);
            return 0;
        } catch (StartException e) {
            err.println(e.getMessage());
            return WRONG_USE;
        }
    }

    /** Method, path and how the transaction runs, in columns. */
    static String table(List<Route> routes) {
        int width =
                routes.stream().mapToInt(route -> route.path().length()).max().orElse(0);
        StringBuilder table = new StringBuilder();
        for (Route route : routes) {
            table.append(String.format(
                    "%-7s %-" + Math.max(width, 1) + "s  %s%s%s%s%s%n",
                    route.method(),
                    route.path(),
                    route.transaction()
                            .isolation()
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', ' '),
                    route.transaction().readOnly() ? ", read only" : "",
                    route.mayRunAgain() ? "" : ", once",
                    route.isCrossSite() ? ", cross-site" : "",
                    route.deadline().map(CommandLineRun::deadline).orElse("")));
        }
        return table.toString();
    }

    private static String deadline(Duration time) {
        return time.isZero()
                ? ", no deadline"
                : ", deadline " + (time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms");
    }

    /** All settings with their values as they are without any being set. */
    static String help(Settings settings) {
        StringBuilder help =
                new StringBuilder("Settings, as --name value, in the environment or in " + Settings.FILE + ":\n");
        for (Setting<?> setting : settings.all()) {
            help.append(String.format("  --%-22s %s (%s)%n", setting.name(), setting.description(), setting.shown()));
        }
        return help.toString();
    }

    private static void serve(App app, String... arguments) {
        // Before it starts: who reads that it is ready may end it at that moment.
        CountDownLatch told = new CountDownLatch(1);
        AtomicBoolean starting = new AtomicBoolean(true);
        SIGNALS.forEach((name, number) -> Signals.handle(name, () -> {
            if (told.getCount() == 0) {
                // A second signal means that somebody is tired of waiting.
                Runtime.getRuntime().halt(128 + number);
            }
            told.countDown();
            if (starting.get()) { // in the midst of a migration, say, which is not to be cut off
                LOG.info("Told to stop while it starts: it stops as soon as it has started; a second signal ends it at"
                        + " once");
            }
        }));
        Server server;
        try {
            server = app.start(arguments);
            starting.set(false);
        } catch (StartException | SettingsException | DatabaseException e) {
            System.err.println(app.name() + " can't start. " + e.getMessage());
            if (e instanceof StartException
                    && e.getCause() != null
                    && app.serverSettings().development()) {
                e.getCause().printStackTrace();
            }
            System.exit(WRONG_USE);
            return;
        }
        try {
            told.await();
        } catch (InterruptedException e) {
            // Whoever interrupts the main thread wants it to end too.
        }
        server.close();
        System.exit(0);
    }
}
