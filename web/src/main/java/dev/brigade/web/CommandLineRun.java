package dev.brigade.web;

import dev.brigade.data.DatabaseException;
import dev.brigade.web.settings.SettingsException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs an application as a process of its own: until a signal ends it, with an exit code that says how it went. */
final class CommandLineRun {
    private static final int WRONG_USE = 2;
    private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15);

    private CommandLineRun() {}

    static void run(App app, String... arguments) {
        Server server;
        try {
            server = app.start(arguments);
        } catch (StartException | SettingsException | DatabaseException e) {
            System.err.println(app.name() + " can't start. " + e.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        CountDownLatch told = new CountDownLatch(1);
        SIGNALS.forEach((name, number) -> Signals.handle(name, () -> {
            if (told.getCount() == 0) {
                // A second signal means that somebody is tired of waiting.
                Runtime.getRuntime().halt(128 + number);
            }
            told.countDown();
        }));
        try {
            told.await();
        } catch (InterruptedException e) {
            // Whoever interrupts the main thread wants it to end too.
        }
        server.close();
        System.exit(0);
    }
}
