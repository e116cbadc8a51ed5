package dev.brigade.check.suite.db;

import dev.brigade.check.DatabaseExploration;
import dev.brigade.check.Exploration;
import dev.brigade.check.Explore;
import dev.brigade.data.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A program on plain JDBC and threads that call it at once.
 *
 * @param <P> the program
 */
public final class Threads<P> implements Scenario {
    /** Makes the program. */
    public interface Maker<P> {
        P on(DataSource source) throws Exception;
    }

    /** What a thread calls. */
    public interface Call<P> {
        void on(P program) throws Exception;
    }

    private final Maker<P> maker;
    private Consumer<Handle> rows = _ -> {};
    private final List<Call<P>> calls = new ArrayList<>();

    private Threads(Maker<P> maker) {
        this.maker = maker;
    }

    public static <P> Threads<P> of(Maker<P> maker) {
        return new Threads<>(maker);
    }

    /** Tables and their rows. */
    public Threads<P> given(Consumer<Handle> what) {
        rows = what;
        return this;
    }

    /** One more thread. */
    public Threads<P> run(Call<P> call) {
        calls.add(call);
        return this;
    }

    @Override
    public Exploration<?> on(TestDatabase database) {
        DatabaseExploration<P> exploration = Explore.database(Scenario.product(database))
                .given(db -> rows.accept(Jdbi.create(db.connection()).open()))
                .prepare(maker::on);
        for (Call<P> call : calls) {
            exploration.threads(call::on);
        }
        return exploration;
    }
}
