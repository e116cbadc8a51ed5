package dev.brigade.jobs;

import dev.brigade.data.Database;
import dev.brigade.data.settings.OwnTables;
import dev.brigade.web.background.Background;
import dev.brigade.web.background.Host;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Lets a test look at the pools of a started application. */
record Seen(AtomicReference<Database> database) implements Background {
    @Override
    public Optional<OwnTables> tables() {
        return Optional.empty();
    }

    @Override
    public Duration longestPause() {
        return Duration.ZERO;
    }

    @Override
    public void prepare(Host host) {
        database.set(host.database());
    }

    @Override
    public void start() {}

    @Override
    public void stop(Duration grace) {}
}
