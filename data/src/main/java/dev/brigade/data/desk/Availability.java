package dev.brigade.data.desk;

import dev.brigade.data.errors.DatabaseUnavailableException;
import dev.brigade.data.jdbc.Durations;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a database gives connections. To find out that it does not takes HikariCP seconds each time; so once it is known
 * to be down, one thread at a time tries, and all others are refused at once, until one has got a connection.
 *
 * <p><b>States</b>, in one atomic reference: <i>up</i>; <i>down</i> since a moment; <i>tried</i>, which is down while one
 * thread tries. From up to down: whoever fails to open, once. From down to tried: whoever asks first. From tried back to
 * down: that thread, when it has failed or given up. To up: whoever has opened a connection, also one that began before.
 * A thread that may try always says how it went, in a {@code finally}; so {@code tried} has an end.
 */
final class Availability {
    private static final Logger LOG = LoggerFactory.getLogger(Availability.class);

    sealed interface State {
        record Up() implements State {}

        record Down(long since, String reason, SQLException failure) implements State {}

        record Tried(Down down) implements State {}
    }

    private static final State UP = new State.Up();

    private final String name;
    private final AtomicReference<State> state = new AtomicReference<>(UP);
    private final LongAdder refused = new LongAdder();

    /** {@code name} is the database's, for people. */
    Availability(String name) {
        this.name = name;
    }

    /**
     * Before a connection is opened; followed by {@link #opened}, {@link #failed} or {@link #gaveUp}.
     *
     * @return to be given to those
     * @throws DatabaseUnavailableException if the database is down and another thread tries
     */
    State mayTry() {
        while (true) {
            switch (state.get()) {
                case State.Up up -> {
                    return up;
                }
                case State.Down down -> {
                    State.Tried mine = new State.Tried(down);
                    if (state.compareAndSet(down, mine)) {
                        return mine;
                    }
                }
                case State.Tried(State.Down down) -> {
                    refused.increment();
                    throw new DatabaseUnavailableException(
                            name,
                            "Database \"" + name + "\" has given no connection for "
                                    + Durations.seconds(System.nanoTime() - down.since()) + ": " + down.reason() + ".",
                            down.failure());
                }
            }
        }
    }

    void opened() {
        if (state.get() instanceof State.Up) {
            return;
        }
        State before = state.getAndSet(UP);
        State.Down down = switch (before) {
            case State.Up _ -> null;
            case State.Down it -> it;
            case State.Tried(State.Down it) -> it;
        };
        if (down != null) {
            LOG.info(
                    "Database \"{}\" gives connections again, after {}; {} requests were refused at once meanwhile",
                    name,
                    Durations.seconds(System.nanoTime() - down.since()),
                    refused.sumThenReset());
        }
    }

    /** No connection could be opened, for {@code reason}. */
    void failed(State attempt, String reason, SQLException failure) {
        if (state.compareAndSet(UP, new State.Down(System.nanoTime(), reason, failure))) {
            LOG.warn(
                    "Database \"{}\" gives no connection: {}. Requests that need one are answered with 503 until it does.",
                    name,
                    reason);
        } else {
            gaveUp(attempt);
        }
    }

    /** The thread did not find out. */
    void gaveUp(State attempt) {
        if (attempt instanceof State.Tried mine) {
            state.compareAndSet(mine, mine.down());
        }
    }
}
