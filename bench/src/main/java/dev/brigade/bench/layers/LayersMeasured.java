package dev.brigade.bench.layers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.brigade.bench.subject.World;
import dev.brigade.data.Database;
import dev.brigade.data.Transaction;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.RecorderSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A transaction with one SELECT by key, on one thread and through more and more layers; on H2 in memory, so that nothing is
 * measured but what this thread does. The connections are at SERIALIZABLE.
 *
 * <p>Each method is a {@link Layer}. Used by one thread: the state is JMH's for that thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls open before it measures
public class LayersMeasured {
    private static final String URL = "jdbc:h2:mem:layers";
    private static final String USER = "sa";

    private Database database;
    private HikariDataSource hikari;
    private Connection kept;
    private Jdbi jdbi;
    private Recorder recorder;
    private Recorder forgetful;

    /** Fills the table. */
    @Setup
    public void open() throws SQLException {
        database = Database.open(DatabaseSettings.at(URL).withUser(USER, ""));
        recorder = new Recorder();
        forgetful = new Recorder(RecorderSettings.DEFAULT.events(0));
        Transaction fill = database.begin(Activity.current(), TransactionOptions.DEFAULT);
        fill.db().execute("create table world (id int primary key, randomnumber int not null)");
        fill.db().execute("insert into world select x, x from system_range(1, ?)", World.ROWS);
        fill.commit();
        kept = DriverManager.getConnection(URL, USER, "");
        kept.setAutoCommit(false);
        kept.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        jdbi = Jdbi.create(kept).registerRowMapper(World.class, ConstructorMapper.of(World.class));
        jdbi.configure(Handles.class, handles -> handles.setForceEndTransactions(false)); // as Brigade has it
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(URL);
        config.setUsername(USER);
        config.setPassword("");
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        hikari = new HikariDataSource(config);
    }

    @TearDown
    public void close() throws SQLException {
        hikari.close();
        kept.close();
        database.close();
    }

    @Benchmark
    public World jdbc() throws SQLException {
        World world = find(kept);
        kept.commit();
        return world;
    }

    @Benchmark
    public World hikari() throws SQLException {
        try (Connection lent = hikari.getConnection()) {
            World world = find(lent);
            lent.commit();
            return world;
        }
    }

    @Benchmark
    public World jdbi() throws SQLException {
        World world;
        try (Handle handle = jdbi.open()) { // its end leaves the connection open
            world = find(handle);
        }
        kept.commit();
        return world;
    }

    @Benchmark
    public World confined() throws SQLException {
        return byJdbc(Activity.current());
    }

    @Benchmark
    public World confinedJdbi() {
        return byJdbi(Activity.current());
    }

    @Benchmark
    public World activity() throws SQLException {
        Activity activity = forgetful.begin(Activity.Kind.REQUEST, "GET /world");
        return activity.call(() -> byJdbc(activity));
    }

    @Benchmark
    public World recorded() throws SQLException {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /world");
        return activity.call(() -> byJdbc(activity));
    }

    @Benchmark
    public World recordedJdbi() {
        Activity activity = recorder.begin(Activity.Kind.REQUEST, "GET /world");
        return activity.call(() -> byJdbi(activity));
    }

    private World byJdbc(Activity activity) throws SQLException {
        Transaction transaction = database.begin(activity, TransactionOptions.DEFAULT);
        try {
            World world = find(transaction.connection());
            transaction.commit();
            return world;
        } finally {
            transaction.rollback();
        }
    }

    private World byJdbi(Activity activity) {
        Transaction transaction = database.begin(activity, TransactionOptions.DEFAULT);
        try {
            World world = find(transaction.db());
            transaction.commit();
            return world;
        } finally {
            transaction.rollback();
        }
    }

    private static World find(Handle handle) {
        return handle.select(World.SELECT, key()).mapTo(World.class).one();
    }

    private static World find(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(World.SELECT)) {
            select.setInt(1, key());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("The row is missing");
                }
                return new World(row.getInt("id"), row.getInt("randomnumber"));
            }
        }
    }

    private static int key() {
        return ThreadLocalRandom.current().nextInt(1, World.ROWS + 1);
    }
}
