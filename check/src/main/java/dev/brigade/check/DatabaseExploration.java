package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.database.ExploredDatabase;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.report.ExplorationException;
import dev.brigade.check.schedule.Outside;
import dev.brigade.check.state.Contents;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share a database: its {@code DataSource}, or what {@link #prepare} makes of it. Compared are what the database contains in
 * the end and what the threads of {@link #calls} return; a thread that ends with a serialization failure or as the victim of a deadlock
 * counts as one that did not run. Confined to one thread.
 *
 * @param <S> what the threads are given
 */
public final class DatabaseExploration<S> extends Exploration<DatabaseExploration<S>> {
    private final DatabaseProduct product;
    private final Explore.MakerOn<DataSource, S> maker;
    /** Whether {@code maker} is called before all runs; otherwise in each. */
    private final boolean isOnce;

    private final Codes<S> codes = new Codes<>();
    private final List<Explore.CodeOn<S>> before = new ArrayList<>();
    private final List<Given.Filling> fillings = new ArrayList<>();
    private @Nullable Callable<?> state;
    /** Whether something has been said already of what the threads are given. */
    private boolean isDecided;

    private @Nullable ExploredDatabase database;
    private @Nullable S shared;

    private DatabaseExploration(DatabaseProduct product, Explore.MakerOn<DataSource, S> maker, boolean isOnce) {
        this.product = product;
        this.maker = maker;
        this.isOnce = isOnce;
    }

    static DatabaseExploration<DataSource> on(DatabaseProduct product) {
        return new DatabaseExploration<>(product, source -> source, false);
    }

    @Override
    DatabaseExploration<S> self() {
        return this;
    }

    /** Fills the database, once, before the runs: the tables and the rows that each run begins with. */
    public DatabaseExploration<S> given(Given.Filling filling) {
        fillings.add(filling);
        return this;
    }

    /**
     * Makes what the threads are given in place of the {@code DataSource}, such as the objects of an application over it:
     *
     * {@snippet :
     * Explore.database(DatabaseProduct.H2)
     *     .given(db -> db.execute("create table …"))
     *     .prepare(Shop::new)
     *     .threads(Shop::buy, Shop::buy)
     *     .verify();
     * }
     *
     * <p>It is made anew for each run, alone, so that no run finds what another has left in a field. If it is {@code AutoCloseable}, it
     * is closed when the run has come to its end. The connections are pooled already: it needs no pool of its own.
     *
     * @param made is given the connections, and returns what the threads share
     * @return what goes on in place of this
     * @throws IllegalStateException if threads, or what else is given the same, came before
     */
    public <C> DatabaseExploration<C> prepare(Explore.MakerOn<DataSource, C> made) {
        return prepared(made, false);
    }

    /**
     * As {@link #prepare}, but made once, before all runs, and used by all of them: for what takes long to make, as the context of a
     * container, and keeps nothing from one call to the next but what it would find again. What else it keeps has to be brought back by
     * {@link #beforeEach}; otherwise the report says "uncontrolled". It may create tables and fill them: what it leaves in the
     * database is what each run begins with. It must keep no connection. It is closed when all is over.
     */
    public <C> DatabaseExploration<C> prepareOnce(Explore.MakerOn<DataSource, C> made) {
        return prepared(made, true);
    }

    private <C> DatabaseExploration<C> prepared(Explore.MakerOn<DataSource, C> made, boolean once) {
        if (isDecided) {
            throw new IllegalStateException(
                    "What threads, beforeEach, stateOf and invariantOf are given has to be prepared before"
                            + " they are told: put prepare(…) in front of them");
        }
        DatabaseExploration<C> prepared = new DatabaseExploration<>(product, made, once);
        prepared.fillings.addAll(fillings);
        prepared.state = state;
        prepared.takes(this);
        return prepared;
    }

    /** Brings back what the threads share besides the database, or makes it, before each run; alone. */
    public DatabaseExploration<S> beforeEach(Explore.CodeOn<S> code) {
        isDecided = true;
        before.add(code);
        return this;
    }

    /** Adds a thread for each of these. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final DatabaseExploration<S> threads(Explore.CodeOn<S>... more) {
        isDecided = true;
        for (Explore.CodeOn<S> code : more) {
            codes.addCode(code, code);
        }
        return this;
    }

    /** Adds a thread for each of these; what they return is compared, as {@link Explore.CallOn} says. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final DatabaseExploration<S> calls(Explore.CallOn<S>... more) {
        isDecided = true;
        for (Explore.CallOn<S> call : more) {
            codes.addCall(call, call);
        }
        return this;
    }

    /** What is compared besides the database. */
    public DatabaseExploration<S> state(Callable<?> value) {
        state = value;
        return this;
    }

    /** What of that which the threads were given is compared besides the database. */
    public DatabaseExploration<S> stateOf(Function<S, ?> value) {
        isDecided = true;
        return state(() -> value.apply(shared()));
    }

    /** As {@link #invariant(String, Callable)}, of what the threads were given. */
    public DatabaseExploration<S> invariantOf(String sentence, Predicate<S> holds) {
        isDecided = true;
        return invariant(sentence, () -> holds.test(shared()));
    }

    private S shared() {
        return Objects.requireNonNull(shared);
    }

    @Override
    Outside open() {
        ExploredDatabase opened = product.open();
        database = opened;
        return opened.outside();
    }

    @Override
    void close() {
        try {
            if (isOnce) {
                closeShared();
            }
        } finally {
            if (database != null) {
                database.close();
            }
        }
    }

    private void closeShared() {
        S known = shared;
        shared = null;
        if (known instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new ExplorationException("What the threads shared could not be closed: " + e, e);
            }
        }
    }

    private void prepareOnce(ExploredDatabase opened) {
        try {
            shared = maker.make(opened.connections());
        } catch (Exception e) {
            throw new ExplorationException("What the threads share could not be prepared: " + e, e);
        }
        opened.settle();
    }

    @Override
    Subject subject(Controller controller) {
        codes.needOne();
        ExploredDatabase opened = Objects.requireNonNull(database);
        Given.fill(opened, fillings);
        opened.begin(controller, 2 * codes.size());
        if (isOnce) {
            prepareOnce(opened);
        }
        return new Subject() {
            @Override
            public List<String> names() {
                return codes.names();
            }

            @Override
            public List<?> codes() {
                return codes.written();
            }

            @Override
            public void reset() {
                opened.reset();
            }

            @Override
            public void setUp() throws Exception {
                if (!isOnce) {
                    shared = maker.make(opened.connections());
                }
                for (Explore.CodeOn<S> code : before) {
                    Throwing.run(() -> code.run(shared()));
                }
            }

            @Override
            public String run(int number) throws Throwable {
                return codes.run(number, shared());
            }

            @Override
            public List<String> state() throws Exception {
                Callable<?> declared = state;
                return declared == null ? List.of() : Contents.of("state", declared.call());
            }

            @Override
            public End end(List<String> results, List<String> inMemory) {
                return ExploredDatabase.end(List.of(opened), results, inMemory);
            }

            @Override
            public List<String> deadlocks() {
                return opened.deadlocks();
            }

            @Override
            public boolean isAbort(Throwable failure) {
                return ExploredDatabase.isAbort(failure);
            }

            @Override
            public List<String> broken() throws Exception {
                List<String> broken = DatabaseExploration.this.broken();
                if (!isOnce) {
                    closeShared(); // the last that is asked of a run
                }
                return broken;
            }
        };
    }
}
