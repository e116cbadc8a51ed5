package dev.brigade.web;

import dev.brigade.data.Databases;
import dev.brigade.threads.Recorder;
import dev.brigade.web.consume.Resources;
import dev.brigade.web.consume.Solo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work with the databases of an application that is not started. */
final class Alone {
    private static final String LABEL = "transaction";

    private Alone() {}

    static <R extends @Nullable Object> R run(App app, Transacted<R> body, String... arguments) throws Exception {
        Surroundings surroundings = new OwnProcess(List.of(arguments), false);
        surroundings.load(app);
        Databases databases = Assembly.open(app, surroundings);
        try {
            return run(
                    new Resources(
                            new Recorder(), databases, app.serverSettings().mostRuns()),
                    body);
        } finally {
            databases.close();
        }
    }

    static <R extends @Nullable Object> R run(Resources resources, Transacted<R> body) throws Exception {
        return Solo.run(resources, LABEL, Duration.ZERO, body::run);
    }
}
