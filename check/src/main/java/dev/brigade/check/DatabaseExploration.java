package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.database.ExploredDatabase;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.report.ExplorationException;
import dev.brigade.check.schedule.Outside;
import dev.brigade.check.sql.Canonical;
import dev.brigade.check.state.Contents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share a database, over plain JDBC. What the database contains in the end is compared; a thread that ends with a
 * serialization failure or as the victim of a deadlock counts as one that did not run. Confined to one thread.
 */
public final class DatabaseExploration extends Exploration<DatabaseExploration> {
    private final DatabaseProduct product;
    private final List<Explore.CodeOn<DataSource>> codes = new ArrayList<>();
    private final List<Explore.CodeOn<DataSource>> before = new ArrayList<>();
    private final List<Given.Filling> fillings = new ArrayList<>();
    private @Nullable Callable<?> state;
    private @Nullable ExploredDatabase database;

    DatabaseExploration(DatabaseProduct product) {
        this.product = product;
    }

    @Override
    DatabaseExploration self() {
        return this;
    }

    /** Fills the database, once, before the runs: the tables and the rows that each run begins with. */
    public DatabaseExploration given(Given.Filling filling) {
        fillings.add(filling);
        return this;
    }

    /** Makes what the threads share besides the database, anew before each run; alone. */
    public DatabaseExploration beforeEach(Explore.CodeOn<DataSource> code) {
        before.add(code);
        return this;
    }

    /** Adds a thread for each of these. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final DatabaseExploration threads(Explore.CodeOn<DataSource>... more) {
        codes.addAll(List.of(more));
        return this;
    }

    /** What is compared besides the database. */
    public DatabaseExploration state(Callable<?> value) {
        state = value;
        return this;
    }

    @Override
    Outside open() {
        ExploredDatabase opened = Databases.open(product);
        database = opened;
        return opened.outside();
    }

    @Override
    void close() {
        if (database != null) {
            database.close();
        }
    }

    @Override
    Subject subject(Controller controller) {
        if (codes.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no thread to explore; give the code of at least one by threads(…)");
        }
        ExploredDatabase opened = Objects.requireNonNull(database);
        Databases.fill(opened, fillings);
        opened.begin(controller, 2 * codes.size());
        return new Subject() {
            @Override
            public List<String> names() {
                List<String> names = new ArrayList<>();
                for (int i = 0; i < codes.size(); i++) {
                    names.add("thread " + i);
                }
                return names;
            }

            @Override
            public List<?> codes() {
                return codes;
            }

            @Override
            public void reset() {
                opened.reset();
            }

            @Override
            public void setUp() throws Exception {
                for (Explore.CodeOn<DataSource> code : before) {
                    Throwing.run(() -> code.run(opened.connections()));
                }
            }

            @Override
            public String run(int number) throws Throwable {
                codes.get(number).run(opened.connections());
                return "";
            }

            @Override
            public List<String> state() throws Exception {
                Callable<?> declared = state;
                return declared == null ? List.of() : Contents.of("state", declared.call());
            }

            @Override
            public End end(List<String> results, List<String> inMemory) {
                return Databases.end(opened, results, inMemory);
            }

            @Override
            public List<String> deadlocks() {
                return opened.deadlocks();
            }

            @Override
            public boolean isAbort(Throwable failure) {
                return Databases.isAbort(failure);
            }

            @Override
            public List<String> broken() throws Exception {
                return DatabaseExploration.this.broken();
            }
        };
    }

    /** What explorations with a database have in common. */
    static final class Databases {
        private Databases() {}

        static ExploredDatabase open(DatabaseProduct product) {
            return switch (product) {
                case H2 -> ExploredDatabase.h2();
                case POSTGRES -> ExploredDatabase.postgres();
            };
        }

        static void fill(ExploredDatabase database, List<Given.Filling> fillings) {
            try (Connection connection = database.connect()) {
                for (Given.Filling filling : fillings) {
                    filling.fill(new Given(connection));
                }
            } catch (Exception e) {
                throw new ExplorationException("The database could not be filled (given): " + e.getMessage(), e);
            }
        }

        /** The texts of results and of state in memory, and the database's rows. */
        static Subject.End end(ExploredDatabase database, List<String> results, List<String> inMemory) {
            List<String> texts = new ArrayList<>(results);
            texts.addAll(inMemory);
            Canonical.Form form = database.end(texts);
            List<String> state = new ArrayList<>(form.texts().subList(results.size(), texts.size()));
            state.addAll(form.state());
            return new Subject.End(form.texts().subList(0, results.size()), state);
        }

        static boolean isAbort(Throwable failure) {
            for (Throwable at = failure; at != null; at = at.getCause()) {
                if (at instanceof SQLException sql
                        && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState()))) {
                    return true;
                }
            }
            return false;
        }
    }
}
