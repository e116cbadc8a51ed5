package dev.brigade.web.options;

import static dev.brigade.web.options.Bounds.atLeast;
import static dev.brigade.web.options.Bounds.warning;

import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.data.settings.MigrationsAtStart;
import dev.brigade.data.settings.SideBudgets;
import dev.brigade.threads.RecorderSettings;
import dev.brigade.threads.guard.Guard;
import dev.brigade.web.admission.Admission;
import dev.brigade.web.engine.EngineSettings;
import dev.brigade.web.logging.Correlation;
import dev.brigade.web.logging.DefaultLogging;
import dev.brigade.web.settings.Setting;
import dev.brigade.web.settings.Settings;
import dev.brigade.web.settings.SettingsException;
import java.time.Duration;

/** The settings that every application has. */
public final class ServerSettings {
    /** Whether errors show their stack traces and files are read afresh. */
    enum Mode {
        DEVELOPMENT,
        PRODUCTION
    }

    /** Whether what tests send is remembered for the explorer. */
    enum ExamplesMode {
        ON,
        OFF
    }

    private static final int MOST_PORT = 65_535;
    private static final EngineSettings ENGINE = EngineSettings.defaults();
    private static final DatabaseSettings DATABASE = DatabaseSettings.at("jdbc:h2:mem:defaults");

    private final Setting<Mode> mode;
    private final Setting<String> host;
    private final Setting<Integer> port;
    private final Setting<Duration> stopGrace;
    private final Setting<Switch> accessLog;
    private final Setting<DefaultLogging.Format> logFormat;
    private final Setting<String> correlation;
    private final Setting<Switch> audit;
    private final Setting<Integer> running;
    private final Setting<Integer> waiting;
    private final Setting<Duration> waitingTime;
    private final Setting<Duration> deadline;
    private final Setting<Integer> mostRuns;
    private final Setting<Duration> staticMaxAge;
    private final Setting<String> databaseUrl;
    private final Setting<String> databaseUser;
    private final Setting<String> databasePassword;
    private final Setting<Integer> poolSize;
    private final Setting<Duration> leaseTimeout;
    private final Setting<Boolean> guesses;
    private final Setting<Duration> idleWarning;
    private final Setting<Duration> computingWarning;
    private final Setting<Integer> separateSize;
    private final Setting<Integer> streamSize;
    private final Setting<Integer> jobsSize;
    private final Setting<Switch> migrate;
    private final Setting<ExamplesMode> examples;
    private final Setting<Integer> rememberedEvents;
    private final HttpLimits http;
    private final GuardOptions guard;
    private final CookieOptions cookies;

    public ServerSettings(Settings settings) {
        mode = settings.declare(
                "mode", Mode.class, Mode.PRODUCTION, "development shows stack traces and edits at once");
        host = settings.declare("host", String.class, ENGINE.host(), "the address to listen on; 0.0.0.0 for all");
        port = settings.declare("port", Integer.class, ENGINE.port(), "the port to listen on; 0 for any that is free");
        stopGrace = settings.declare(
                "stop.grace",
                Duration.class,
                Duration.ofSeconds(30),
                "how long requests in flight may take when it stops, and then the items of queues");
        accessLog = settings.declare(
                "access.log", Switch.class, Switch.AUTO, "a log line for each request; auto: in development");
        logFormat = settings.declare(
                "log.format",
                DefaultLogging.Format.class,
                DefaultLogging.Format.TEXT,
                "how log lines are written: text for people, json for what collects them");
        correlation = settings.declare(
                "log.correlation",
                String.class,
                "X-Request-Id, traceparent",
                "headers by which others know a request; the first that is there stands in its log lines; empty for none");
        audit = settings.declare(
                "shared.audit",
                Switch.class,
                Switch.AUTO,
                "warn at start of what threads share but must not; auto: in development");
        // Far more than connections: who waits for one costs some ten KB and is served in turn, and handlers that wait
        // for a slow service must not keep the others out. Few enough for a heap of a few hundred MB.
        running = settings.declare(
                "requests.running", Integer.class, 2000, "how many requests run at once at most; the others wait");
        waiting = settings.declare(
                "requests.waiting",
                Integer.class,
                2000,
                "how many requests wait to run at most; more are answered 503");
        waitingTime = settings.declare(
                "requests.wait", Duration.class, Duration.ofSeconds(5), "how long a request waits to run at most");
        deadline = settings.declare(
                "request.deadline",
                Duration.class,
                Duration.ofSeconds(30),
                "how long a request may take until its answer is ready; 0s for as long as it wants");
        mostRuns = settings.declare(
                "retry.runs",
                Integer.class,
                20,
                "how often a request runs at most when its transaction meets conflicts");
        staticMaxAge = settings.declare(
                "static.max.age",
                Duration.class,
                Duration.ofHours(1),
                "how long browsers keep static files in production");
        databaseUrl =
                settings.declare("database.url", String.class, "", "the JDBC URL, in place of the application's own");
        databaseUser = settings.declare("database.user", String.class, "", "the database user, if the URL names none");
        databasePassword = settings.declare("database.password", String.class, "", "the password, if the URL has none");
        poolSize = settings.declare("database.pool.size", Integer.class, DATABASE.poolSize(), "connections at most");
        leaseTimeout = settings.declare(
                "database.pool.timeout",
                Duration.class,
                DATABASE.leaseTimeout(),
                "how long a request waits for a connection, and a start for all");
        idleWarning = settings.declare(
                "database.idle.warning",
                Duration.class,
                Duration.ofSeconds(1),
                "a request that holds a connection so long without using it is warned about; 0s for none");
        computingWarning = settings.declare(
                "request.computing.warning",
                Duration.class,
                Duration.ofSeconds(2),
                "a request that computes so long without a wait is warned about; 0s for none");
        guesses = settings.declare(
                "database.guess",
                Boolean.class,
                true,
                "on PostgreSQL, requests that are expected to read with one statement are spared their COMMIT");
        separateSize = settings.declare(
                "database.separate.size",
                Integer.class,
                SideBudgets.DEFAULT.separate(),
                "further connections for separate transactions, opened when needed");
        streamSize = settings.declare(
                "database.stream.size",
                Integer.class,
                SideBudgets.DEFAULT.stream(),
                "further connections for rows that are streamed, opened when needed");
        jobsSize = settings.declare(
                "database.jobs.size",
                Integer.class,
                SideBudgets.DEFAULT.jobs(),
                "further connections for looking for jobs, opened when needed");
        migrate = settings.declare(
                "database.migrate",
                Switch.class,
                Switch.AUTO,
                "run migrations at start; auto: in development, and on an embedded database");
        http = new HttpLimits(settings, ENGINE);
        examples = settings.declare(
                "check.examples",
                ExamplesMode.class,
                ExamplesMode.ON,
                "what tests send through app.client() is remembered below target/brigade, as examples for the explorer");
        rememberedEvents = settings.declare(
                "recorder.events",
                Integer.class,
                RecorderSettings.DEFAULT.events(),
                "how many events of the last minute are remembered for the live page; 0 for none");
        guard = new GuardOptions(settings);
        cookies = new CookieOptions(settings);
    }

    /**
     * Looks at all that can be set to what it can't be, for a start: some would show only at a stop, or with the first conflict.
     *
     * @throws SettingsException for the first that is wrong
     */
    public void check() {
        engine();
        admission();
        deadline();
        mostRuns();
        stopGrace();
        staticMaxAge();
        idleWarning();
        computingWarning();
        rememberedEvents();
        atLeast(Duration.ZERO, leaseTimeout); // more is said where the database is opened
    }

    public Guard guard() {
        return guard.guard(development());
    }

    public CookieOptions cookies() {
        return cookies;
    }

    /** Whether cookies that don't say go over HTTPS only. */
    public boolean securesCookies() {
        return cookies.secure(development());
    }

    public int rememberedEvents() {
        return atLeast(0, rememberedEvents);
    }

    public boolean remembersExamples() {
        return examples.value() == ExamplesMode.ON;
    }

    public boolean development() {
        return mode.value() == Mode.DEVELOPMENT;
    }

    public boolean logsAccess() {
        return accessLog.value().isOn(this::development);
    }

    public DefaultLogging.Format logFormat() {
        return logFormat.value();
    }

    public Correlation correlation() {
        return Correlation.of(correlation.name(), correlation.value());
    }

    public boolean audits() {
        return audit.value().isOn(this::development);
    }

    public Duration stopGrace() {
        return atLeast(Duration.ZERO, stopGrace);
    }

    public Admission admission() {
        return new Admission(atLeast(1, running), atLeast(0, waiting), atLeast(Duration.ZERO, waitingTime));
    }

    private int checkedPort() {
        if (atLeast(0, port) > MOST_PORT) {
            throw new SettingsException("Setting port is " + port.value() + "; ports go from 1 to " + MOST_PORT
                    + ", and 0 is any that is free");
        }
        return port.value();
    }

    public Duration deadline() {
        try {
            return Deadlines.checked(deadline.value());
        } catch (IllegalArgumentException e) {
            throw new SettingsException("Setting " + deadline.name() + ": " + e.getMessage());
        }
    }

    public int mostRuns() {
        return atLeast(1, mostRuns);
    }

    public Duration idleWarning() {
        return warning(idleWarning);
    }

    public Duration computingWarning() {
        return warning(computingWarning);
    }

    public boolean guesses() {
        return guesses.value();
    }

    public Duration leaseTimeout() {
        return leaseTimeout.value();
    }

    public Duration staticMaxAge() {
        return atLeast(Duration.ZERO, staticMaxAge);
    }

    public EngineSettings engine() {
        return http.engine(host.value(), checkedPort());
    }

    /** Where the database is: what was set from outside goes before what the application says. */
    public DatabaseSettings database(DatabaseSettings ofApplication) {
        DatabaseSettings database = new DatabaseSettings(
                ofApplication.name(),
                databaseUrl.value().isEmpty() ? ofApplication.url() : databaseUrl.value(),
                databaseUser.value().isEmpty() ? ofApplication.user() : databaseUser.value(),
                databasePassword.value().isEmpty() ? ofApplication.password() : databasePassword.value(),
                poolSize.value(),
                leaseTimeout.value(),
                ofApplication.migrations());
        return database.withMigrationsAtStart(migrationsAtStart(database))
                .withSides(new SideBudgets(separateSize.value(), streamSize.value(), jobsSize.value()));
    }

    /** What a start does about the migrations of {@code database}. */
    public MigrationsAtStart migrationsAtStart(DatabaseSettings database) {
        boolean runs =
                migrate.value().isOn(() -> development() || database.isEmbedded()); // that nobody else can migrate
        return runs ? MigrationsAtStart.RUN : MigrationsAtStart.CHECK;
    }
}
