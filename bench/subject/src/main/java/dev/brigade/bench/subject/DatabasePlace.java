package dev.brigade.bench.subject;

import java.util.List;

/**
 * Where a server that is measured finds its database.
 *
 * @param url of JDBC, with the user
 * @param poolSize connections that it may hold
 */
public record DatabasePlace(String url, int poolSize) {
    /** How often a transaction runs at most that meets conflicts, in every server: Brigade's default. */
    public static final int RUNS = 20;

    public static DatabasePlace of(String... arguments) {
        return new DatabasePlace(arguments[0], Integer.parseInt(arguments[1]));
    }

    /** As {@link #of} takes them. */
    public List<String> arguments() {
        return List.of(url, String.valueOf(poolSize));
    }
}
