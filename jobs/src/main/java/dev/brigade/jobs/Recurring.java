package dev.brigade.jobs;

import dev.brigade.data.options.Isolation;
import dev.brigade.jobs.run.Declaration;
import java.time.Duration;

/**
 * A recurring job, as {@link Jobs#every} and {@link Jobs#cron} declare it: how it is run. Used by the one thread that builds the
 * application.
 */
public final class Recurring {
    private final Declaration declared;

    Recurring(Declaration declared) {
        this.declared = declared;
    }

    /** Asks for another isolation than {@link Isolation#SERIALIZABLE}. */
    public Recurring isolation(Isolation isolation) {
        declared.isolation(isolation);
        return this;
    }

    /** How long each try may take, as {@link Job#deadline}. */
    public Recurring deadline(Duration time) {
        declared.deadline(time);
        return this;
    }

    /** The pause after the first failure, as {@link Job#backoff}, but until its next regular time at most. */
    public Recurring backoff(Duration pause) {
        declared.backoff(pause);
        return this;
    }

    @Override
    public String toString() {
        return declared.toString();
    }
}
