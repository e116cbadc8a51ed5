package dev.brigade.web;

import dev.brigade.data.DatabaseException;
import dev.brigade.web.settings.SettingsException;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** Runs an application as a process of its own: until a signal ends it, with an exit code that says how it went. */
final class CommandLineRun {
    private static final int WRONG_USE = 2;

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
        CountDownLatch stopped = new CountDownLatch(1);
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> {
                // A second signal means that somebody is tired of waiting.
                Signal.handle(signal, again -> Runtime.getRuntime().halt(128 + again.getNumber()));
                Thread.ofPlatform().name("stop").start(() -> {
                    server.close();
                    stopped.countDown();
                });
            });
        }
        try {
            stopped.await();
        } catch (InterruptedException e) {
            server.close();
        }
        System.exit(0);
    }
}
