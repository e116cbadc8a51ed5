package dev.brigade.data.settings;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.place.Budget;
import dev.brigade.data.place.SettingNames;
import dev.brigade.data.place.Target;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a database is and how its connections are shared.
 *
 * @param name for people: {@code main}
 * @param url a JDBC URL; {@code postgres://user:password@host/database} is understood too
 * @param user empty to leave it to the URL
 * @param password empty to leave it to the URL; never printed
 * @param poolSize connections at most
 * @param leaseTimeout how long a thread waits for a connection
 * @param migrations the class-path folder with Flyway's files; empty for none
 * @param migrationsAtStart what happens when some have not run
 * @param sides connections beside those of the pool
 * @param idleInTransaction how long a transaction may send nothing before PostgreSQL ends its session, so that a dead
 *     application holds no locks; zero to leave it to the server, as does a setting of the server's own
 */
public record DatabaseSettings(
        String name,
        String url,
        String user,
        String password,
        int poolSize,
        Duration leaseTimeout,
        String migrations,
        MigrationsAtStart migrationsAtStart,
        SideBudgets sides,
        Duration idleInTransaction) {

    /** @throws DatabaseException naming the setting that can't be and what it may be */
    public DatabaseSettings {
        if (url.isBlank()) {
            throw new DatabaseException(
                    SettingNames.of(name, "url") + " of database \"" + name + "\" is empty. Set it to jdbc:h2:./data/"
                            + name + " or jdbc:postgresql://localhost/" + name + ".");
        }
        if (poolSize < 1) {
            throw new DatabaseException(SettingNames.of(name, "pool.size") + " of database \"" + name + "\" is "
                    + poolSize + ". Set it to 1 or more.");
        }
        if (leaseTimeout.isNegative() || leaseTimeout.isZero()) {
            throw new DatabaseException("database.pool.timeout of database \"" + name + "\" is " + leaseTimeout
                    + ". Set it to more than nothing.");
        }
    }

    /** The database at {@code url}, with 10 connections and 10 s to wait for one. */
    public static DatabaseSettings at(String url) {
        return new DatabaseSettings("main", url, "", "", 10, Duration.ofSeconds(10), "");
    }

    /** With migrations run at start, and the usual connections beside the pool. */
    public DatabaseSettings(
            String name,
            String url,
            String user,
            String password,
            int poolSize,
            Duration leaseTimeout,
            String migrations) {
        this(
                name,
                url,
                user,
                password,
                poolSize,
                leaseTimeout,
                migrations,
                MigrationsAtStart.RUN,
                SideBudgets.DEFAULT,
                Duration.ZERO);
    }

    /** An H2 database in the file {@code name.mv.db} of {@code folder}; both are made if they are not there. */
    public static DatabaseSettings embedded(String name, Path folder) {
        Path file = folder.resolve(name).toAbsolutePath();
        return at("jdbc:h2:" + file.toString().replace('\\', '/')).withName(name);
    }

    public DatabaseSettings withName(String newName) {
        return new DatabaseSettings(
                newName,
                url,
                user,
                password,
                poolSize,
                leaseTimeout,
                migrations,
                migrationsAtStart,
                sides,
                idleInTransaction);
    }

    public DatabaseSettings withMigrations(String folder) {
        return new DatabaseSettings(
                name, url, user, password, poolSize, leaseTimeout, folder, migrationsAtStart, sides, idleInTransaction);
    }

    /** How many connections there may be of that budget. */
    public int size(Budget budget) {
        return switch (budget) {
            case MAIN -> poolSize;
            case SEPARATE -> sides.separate();
            case STREAM -> sides.stream();
            case JOBS -> sides.jobs();
        };
    }

    public DatabaseSettings withPoolSize(int size) {
        return new DatabaseSettings(
                name, url, user, password, size, leaseTimeout, migrations, migrationsAtStart, sides, idleInTransaction);
    }

    public DatabaseSettings withLeaseTimeout(Duration timeout) {
        return new DatabaseSettings(
                name, url, user, password, poolSize, timeout, migrations, migrationsAtStart, sides, idleInTransaction);
    }

    public DatabaseSettings withUser(String newUser, String newPassword) {
        return new DatabaseSettings(
                name,
                url,
                newUser,
                newPassword,
                poolSize,
                leaseTimeout,
                migrations,
                migrationsAtStart,
                sides,
                idleInTransaction);
    }

    public DatabaseSettings withMigrationsAtStart(MigrationsAtStart what) {
        return new DatabaseSettings(
                name, url, user, password, poolSize, leaseTimeout, migrations, what, sides, idleInTransaction);
    }

    public DatabaseSettings withSides(SideBudgets budgets) {
        return new DatabaseSettings(
                name,
                url,
                user,
                password,
                poolSize,
                leaseTimeout,
                migrations,
                migrationsAtStart,
                budgets,
                idleInTransaction);
    }

    /** Whether the database lives in this process, or in a file that this process locks: then nobody else can migrate it. */
    public boolean isEmbedded() {
        return target().isEmbedded();
    }

    public DatabaseSettings withIdleInTransaction(Duration longest) {
        return new DatabaseSettings(
                name, url, user, password, poolSize, leaseTimeout, migrations, migrationsAtStart, sides, longest);
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return target().toString();
    }

    private Target target() {
        return Target.of(name, url, user, password);
    }
}
