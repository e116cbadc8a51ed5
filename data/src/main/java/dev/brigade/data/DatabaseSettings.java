package dev.brigade.data;

import java.time.Duration;

/**
 * Where a database is and how its connections are shared.
 *
 * @param name for people: {@code main}
 * @param url the JDBC URL
 * @param user empty to leave it to the URL
 * @param password empty to leave it to the URL; never printed
 * @param poolSize connections at most
 * @param leaseTimeout how long a thread waits for a connection
 * @param migrations the class-path folder with Flyway's files; empty for none
 */
public record DatabaseSettings(
        String name, String url, String user, String password, int poolSize, Duration leaseTimeout, String migrations) {

    /** The database at {@code url}, with 10 connections and 10 s to wait for one. */
    public static DatabaseSettings at(String url) {
        return new DatabaseSettings("main", url, "", "", 10, Duration.ofSeconds(10), "");
    }

    public DatabaseSettings withMigrations(String folder) {
        return new DatabaseSettings(name, url, user, password, poolSize, leaseTimeout, folder);
    }

    public DatabaseSettings withPoolSize(int size) {
        return new DatabaseSettings(name, url, user, password, size, leaseTimeout, migrations);
    }

    public DatabaseSettings withLeaseTimeout(Duration timeout) {
        return new DatabaseSettings(name, url, user, password, poolSize, timeout, migrations);
    }

    public DatabaseSettings withUser(String newUser, String newPassword) {
        return new DatabaseSettings(name, url, newUser, newPassword, poolSize, leaseTimeout, migrations);
    }

    @Override
    public String toString() {
        return "database \"" + name + "\" at " + url.replaceAll("(?i)(password=)[^&;]*", "$1…");
    }
}
