package dev.brigade.check.suite.db;

import dev.brigade.check.DatabaseProduct;
import dev.brigade.check.Exploration;
import dev.brigade.data.TestDatabase;
import java.util.List;

/** Rows, and what several threads do with them at once. */
public sealed interface Scenario permits Requests, Threads {

    /** Explores it. */
    Exploration<?> on(TestDatabase database);

    int threads();

    /** Whether a thread may wait for what another does: then they can't be run one after the other. */
    boolean isMeeting();

    /**
     * Runs it without the explorer, one thread after the other.
     *
     * @param order the numbers of the threads
     * @return what each answered or threw, in that order
     */
    List<String> serially(TestDatabase database, List<Integer> order) throws Exception;

    /** The same database, as the explorer calls it. */
    static DatabaseProduct product(TestDatabase database) {
        return switch (database) {
            case H2 -> DatabaseProduct.H2;
            case POSTGRESQL -> DatabaseProduct.POSTGRES;
        };
    }
}
