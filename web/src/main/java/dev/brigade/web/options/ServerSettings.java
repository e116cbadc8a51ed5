package dev.brigade.web.options;

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

    /** When a line is logged for each request. */
    enum AccessLogMode {
        /** In development only. */
        AUTO,
        ON,
        OFF
    }

    /** When what the threads share is looked at before a start. */
    enum AuditMode {
        /** In development only. */
        AUTO,
        ON,
        OFF
    }

    /** Whether what tests send is remembered for the explorer. */
    enum ExamplesMode {
        ON,
        OFF
    }

    /** Who runs migrations. */
    enum MigrateMode {
        /** Each start in development, and on a database that nobody else could migrate; else {@code ./brigade migrate}. */
        AUTO,
        /** Each start. */
        ON,
        /** {@code ./brigade migrate}; a start only looks whether all have run. */
        OFF
    }

    private static final int MOST_PORT = 65_535;

    /** What a client with a few headers sends. */
    private static final int SMALLEST_HEAD = 256;

    /** A body is an array, which grows by doubling. */
    private static final long LARGEST_BODY = 1L << 30;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final EngineSettings ENGINE = EngineSettings.defaults();
    private static final DatabaseSettings DATABASE = DatabaseSettings.at("jdbc:h2:mem:defaults");

    private final Setting<Mode> mode;
    private final Setting<String> host;
    private final Setting<Integer> port;
    private final Setting<Duration> stopGrace;
    private final Setting<AccessLogMode> accessLog;
    private final Setting<DefaultLogging.Format> logFormat;
    private final Setting<String> correlation;
    private final Setting<AuditMode> audit;
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
    private final Setting<MigrateMode> migrate;
    private final Setting<Integer> maxConnections;
    private final Setting<Integer> maxHead;
    private final Setting<Long> maxBody;
    private final Setting<Duration> headDeadline;
    private final Setting<Duration> bodyGrace;
    private final Setting<Long> bodyRate;
    private final Setting<Duration> writeGrace;
    private final Setting<Long> writeRate;
    private final Setting<Duration> idleDeadline;
    private final Setting<ExamplesMode> examples;
    private final Setting<Integer> rememberedEvents;
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
                "access.log",
                AccessLogMode.class,
                AccessLogMode.AUTO,
                "a log line for each request; auto: in development");
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
                AuditMode.class,
                AuditMode.AUTO,
                "warn at start of what threads share but must not; auto: in development");
        // Far more than connections: who waits for one costs some ten KB and is served in turn, and handlers that wait
        // for
        // a slow service must not keep the others out. Few enough for a heap of a few hundred MB.
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
                MigrateMode.class,
                MigrateMode.AUTO,
                "run migrations at start; auto: in development, and on an embedded database");
        maxConnections = settings.declare(
                "http.max.connections", Integer.class, ENGINE.maxConnections(), "HTTP connections open at once");
        maxHead = settings.declare(
                "http.max.head", Integer.class, ENGINE.maxHeadBytes(), "bytes of request line and headers together");
        maxBody = settings.declare("http.max.body", Long.class, ENGINE.maxBodyBytes(), "bytes of a request's body");
        headDeadline = settings.declare(
                "http.head.deadline",
                Duration.class,
                ENGINE.headDeadline(),
                "time for request line and headers to arrive");
        bodyGrace = settings.declare(
                "http.body.grace",
                Duration.class,
                ENGINE.bodyGrace(),
                "time for a body to arrive, beside its size by rate");
        bodyRate = settings.declare(
                "http.body.rate", Long.class, ENGINE.bodyMinRate(), "bytes a second that a body must make");
        writeGrace = settings.declare(
                "http.write.grace",
                Duration.class,
                ENGINE.writeGrace(),
                "time for a client to take a piece of a response");
        writeRate = settings.declare(
                "http.write.rate", Long.class, ENGINE.writeMinRate(), "bytes a second that a client must take");
        idleDeadline = settings.declare(
                "http.idle.deadline",
                Duration.class,
                ENGINE.idleDeadline(),
                "how long a connection may wait for a request");
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
        between(Duration.ZERO, leaseTimeout); // more is said where the database is opened
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
        return switch (accessLog.value()) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> development();
        };
    }

    public DefaultLogging.Format logFormat() {
        return logFormat.value();
    }

    public Correlation correlation() {
        return Correlation.of(correlation.name(), correlation.value());
    }

    public boolean audits() {
        return switch (audit.value()) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> development();
        };
    }

    public Duration stopGrace() {
        return between(Duration.ZERO, stopGrace);
    }

    public Admission admission() {
        return new Admission(atLeast(1, running), atLeast(0, waiting), between(Duration.ZERO, waitingTime));
    }

    private static int atLeast(int least, Setting<Integer> setting) {
        if (setting.value() < least) {
            throw new SettingsException(
                    "Setting " + setting.name() + " is " + setting.value() + "; set it to " + least + " or more");
        }
        return setting.value();
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

    private static Duration warning(Setting<Duration> after) {
        if (after.value().isNegative()) {
            throw new SettingsException(
                    "Setting " + after.name() + " is " + after.shown() + "; set it to 0s for no warning, or more");
        }
        return between(Duration.ZERO, after);
    }

    private static Duration between(Duration least, Setting<Duration> setting) {
        Duration value = setting.value();
        if (value.compareTo(least) < 0 || value.compareTo(Deadlines.LONGEST) > 0) {
            throw new SettingsException("Setting " + setting.name() + " is " + setting.shown() + "; set it to "
                    + (least.isZero() ? "0s" : least.toMillis() + "ms") + " or more, up to a year");
        }
        return value;
    }

    private static long between(long least, Setting<Long> setting, long most) {
        if (setting.value() < least || setting.value() > most) {
            throw new SettingsException("Setting " + setting.name() + " is " + setting.value() + "; set it to " + least
                    + " or more" + (most < Long.MAX_VALUE ? ", up to " + most : ""));
        }
        return setting.value();
    }

    public boolean guesses() {
        return guesses.value();
    }

    public Duration leaseTimeout() {
        return leaseTimeout.value();
    }

    public Duration staticMaxAge() {
        return between(Duration.ZERO, staticMaxAge);
    }

    public EngineSettings engine() {
        return new EngineSettings(
                host.value(),
                checkedPort(),
                atLeast(1, maxConnections),
                atLeast(SMALLEST_HEAD, maxHead),
                between(0, maxBody, LARGEST_BODY),
                between(SHORTEST, headDeadline),
                between(SHORTEST, bodyGrace),
                between(1, bodyRate, Long.MAX_VALUE),
                between(SHORTEST, writeGrace),
                between(1, writeRate, Long.MAX_VALUE),
                between(SHORTEST, idleDeadline));
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
        boolean runs = switch (migrate.value()) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> development() || database.isEmbedded();
        };
        return runs ? MigrationsAtStart.RUN : MigrationsAtStart.CHECK;
    }
}
