package dev.brigade.web;

import dev.brigade.threads.Watcher;
import dev.brigade.web.settings.GivenSettings;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What controls an application from outside, for {@link App#client(Harness)}: its database connections, who hears of each
 * step, its settings. Immutable; one serves any number of applications, one after the other or at once.
 *
 * <p>Under it nothing runs by itself: no guard, no watchdog and so no deadlines, no pool's threads, no first requests, no
 * access log; warnings and errors are logged as ever, so who runs an application again and again turns the logger {@code brigade} off. Every thread is a virtual one and is started by the one that needs it, so that it inherits that one's scheduler.
 *
 * @param databases the connections of each database by its name, {@code main} for the main one, as
 *     {@link dev.brigade.data.Database#over} takes them; each has the schema that the application needs, since no migration
 *     runs. Which product it is must be what {@code database.url} and {@code database.NAME.url} say
 * @param watcher is told of each step at a meeting point
 * @param settings read once
 */
public record Harness(Map<String, DataSource> databases, Optional<Watcher> watcher, GivenSettings settings) {
    public Harness {
        databases = Map.copyOf(databases);
    }

    /** Without a watcher, and with the settings of the working directory and the environment, read now. */
    public static Harness over(Map<String, ? extends DataSource> databases) {
        return new Harness(Map.copyOf(databases), Optional.empty(), GivenSettings.read());
    }

    public Harness watchedBy(Watcher who) {
        return new Harness(databases, Optional.of(who), settings);
    }

    public Harness withSettings(GivenSettings given) {
        return new Harness(databases, watcher, given);
    }
}
