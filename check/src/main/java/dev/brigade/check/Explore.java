package dev.brigade.check;

import dev.brigade.check.agent.Agent;
import dev.brigade.check.report.ExplorationException;
import dev.brigade.web.App;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs code together under every interleaving that matters, and compares each outcome with those that the same code gives one after
 * the other. No assertion need be written.
 *
 * {@snippet :
 * int[] seats = new int[1];
 * Explore.threads(() -> seats[0]--, () -> seats[0]--)
 *     .given(() -> seats[0] = 5)
 *     .verify(); // NotThreadSafeError: lost update
 * }
 *
 * <p>Explored are the classes that come from a folder, as those of an application and its tests do, and those in packages that
 * {@link Exploration#packages} names. In other classes no thread is replaced by another. One exploration at a time in a JVM; call it from a
 * platform thread, as tests do.
 */
public final class Explore {
    static {
        Agent.install();
    }

    private Explore() {}

    /** Has classes that are loaded from now on explored; not needed in JUnit's tests. Before the first of them is loaded. */
    public static void prepare() {
        // the static initialiser does it
    }

    /** Code of one thread. */
    @FunctionalInterface
    public interface Code {
        void run() throws Throwable;
    }

    /** Code of one thread with what it shares with others. */
    @FunctionalInterface
    public interface CodeOn<S> {
        void run(S shared) throws Throwable;
    }

    /**
     * Code of one thread whose result is compared: numbers, texts, dates and the like by their value, any other object by what can be
     * reached from its fields and elements.
     */
    @FunctionalInterface
    public interface Call {
        @Nullable
        Object call() throws Throwable;
    }

    /** As {@link Call}, with what it shares with others. */
    @FunctionalInterface
    public interface CallOn<S> {
        @Nullable
        Object call(S shared) throws Throwable;
    }

    /** Makes what threads share. */
    @FunctionalInterface
    public interface Maker<S> {
        S make() throws Exception;
    }

    /** Makes what threads share of something else. */
    @FunctionalInterface
    public interface MakerOn<T, S> {
        S make(T from) throws Exception;
    }

    /**
     * Runs a schedule again, that a report has named.
     *
     * @param schedule such as {@code t0*3 t1*2 t0}
     * @param test what explores, such as a test's method; its explorations run this schedule and nothing else
     * @throws NotThreadSafeError if it still shows something
     */
    public static void replay(String schedule, Code test) {
        Replaying.run(schedule, test);
    }

    /**
     * Threads that share variables which they have captured. What they change has to be brought back by
     * {@link ThreadsExploration#given}, before each run.
     */
    public static ThreadsExploration threads(Code... codes) {
        return new ThreadsExploration().threads(codes);
    }

    /** As {@link #threads}, for code whose results are compared too. */
    public static ThreadsExploration calls(Call... calls) {
        return new ThreadsExploration().calls(calls);
    }

    /** Threads that share what {@code maker} makes, anew for each run. */
    public static <S> FreshExploration<S> fresh(Maker<S> maker) {
        return new FreshExploration<>(maker);
    }

    /**
     * Threads that share a database over plain JDBC, or over any library that takes a {@code DataSource}.
     *
     * {@snippet :
     * Explore.database(DatabaseProduct.H2)
     *     .given(db -> db.execute("create table seat (id int primary key, taken boolean)").execute("insert into seat values (1, false)"))
     *     .prepare(Booking::new)
     *     .threads(Booking::book, Booking::book)
     *     .verify();
     * }
     *
     * <p>Without {@link DatabaseExploration#prepare} the threads are given the {@code DataSource}.
     */
    public static DatabaseExploration<DataSource> database(DatabaseProduct product) {
        return DatabaseExploration.on(product);
    }

    /**
     * Requests to an application, together, each with its own thread, connection and transaction.
     *
     * {@snippet :
     * Explore.app(Kitchen::app)
     *     .together(http -> http.post("/orders", wish), http -> http.post("/orders", wish))
     *     .verify();
     * }
     *
     * @param factory builds it, anew for each run
     */
    public static AppExploration app(Supplier<App> factory) {
        return new AppExploration(() -> Optional.ofNullable(factory.get())
                .orElseThrow(() -> new ExplorationException(
                        "What Explore.app(…) was given returned null instead of an application")));
    }
}
