package dev.brigade.data.settings;

/** What {@code Database.open} does about migrations that have not run. */
public enum MigrationsAtStart {
    /** Runs them. */
    RUN,
    /** Runs none, and refuses to open a database that is behind. */
    CHECK
}
