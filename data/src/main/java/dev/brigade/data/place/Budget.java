package dev.brigade.data.place;

import dev.brigade.data.options.TransactionOptions;

/**
 * What a connection is for. Each has a pool of its own, so that one never waits for another: a request that holds a
 * connection of the first may ask for one of the second, and nobody who holds one of the others asks for more.
 */
public enum Budget {
    /** The transaction of a request, a consumed item, a job. */
    MAIN("", "pool.size"),
    /** A second transaction of a thread that may hold a connection of {@link #MAIN}. */
    SEPARATE(".separate", "database.separate.size"),
    /** Rows that are read while they are sent to a client, which takes as long as the client does. */
    STREAM(".stream", "database.stream.size"),
    /** Looking for jobs that are due and noting what became of them, one short transaction after the other. */
    JOBS(".jobs", "database.jobs.size");

    private final String suffix;
    private final String setting;

    Budget(String suffix, String setting) {
        this.suffix = suffix;
        this.setting = setting;
    }

    /** The name of this pool of the database {@code name}. */
    public String poolOf(String name) {
        return name + suffix;
    }

    /** The setting that says how many connections it has, of the database {@code name}: that of a further one has its name in it. */
    public String settingOf(String name) {
        return this == MAIN ? SettingNames.of(name, setting) : setting;
    }

    /** How its transactions run as a rule: its connections are opened so. */
    public TransactionOptions usual() {
        return switch (this) {
            case MAIN, SEPARATE -> TransactionOptions.DEFAULT;
            case STREAM -> TransactionOptions.STREAM;
            case JOBS -> TransactionOptions.UPKEEP;
        };
    }
}
