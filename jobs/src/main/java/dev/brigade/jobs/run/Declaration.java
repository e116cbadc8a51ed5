package dev.brigade.jobs.run;

import dev.brigade.data.Work;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.MeetingPoint;
import java.time.Duration;
import java.util.Optional;

/**
 * What is declared about jobs of one name. Changed by the one thread that builds the application, until it is {@link #settle
 * settled}; read by any after that.
 */
public final class Declaration {
    private static final int LONGEST_NAME = 100;
    private static final Duration LONGEST = Duration.ofDays(365);

    /** What is done. */
    @FunctionalInterface
    public interface Body {
        void run(Work work, String argument) throws Exception;
    }

    /** Where the jobs of a name come from; a point has identity. */
    private static final class Place implements MeetingPoint {
        private final String name;

        Place(String name) {
            this.name = name;
        }

        @Override
        public Kind kind() {
            return Kind.QUEUE;
        }

        @Override
        public String name() {
            return name;
        }
    }

    private final String name;
    private final Body body;
    private final Optional<Schedule> schedule;
    private final MeetingPoint place;
    private TransactionOptions transaction = TransactionOptions.DEFAULT;
    private Duration deadline = Duration.ZERO;
    private Optional<Integer> attempts = Optional.empty();
    private Optional<Duration> backoff = Optional.empty();
    private boolean settled;

    /** @param schedule of a recurring one */
    public Declaration(String name, Body body, Optional<Schedule> schedule) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no name for a job; use 1 to " + LONGEST_NAME + " characters");
        }
        this.name = name;
        this.body = body;
        this.schedule = schedule;
        this.place = new Place(name);
    }

    private void check() {
        if (settled) {
            throw new IllegalStateException(
                    "Job \"" + name + "\" is declared already: its application has been started");
        }
    }

    private Duration checked(String what, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Job \"" + name + "\" can't have a " + what + " of " + time
                    + "; give up to " + LONGEST.toDays() + " days");
        }
        return time;
    }

    /** Another than {@link Isolation#SERIALIZABLE}. */
    public void isolation(Isolation isolation) {
        check();
        transaction = transaction.withIsolation(isolation);
    }

    /** How long each try may take; zero for as long as it wants. */
    public void deadline(Duration time) {
        check();
        deadline = checked("deadline", time);
    }

    /** How often it is tried at most. */
    public void attempts(int most) {
        check();
        if (most < 1) {
            throw new IllegalArgumentException(
                    "Job \"" + name + "\" can't have " + most + " attempts; give it 1 or more");
        }
        attempts = Optional.of(most);
    }

    /** The pause before the second try. */
    public void backoff(Duration time) {
        check();
        backoff = Optional.of(checked("backoff", time));
    }

    /** From now on it does not change. */
    void settle() {
        settled = true;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    Body body() {
        return body;
    }

    Optional<Schedule> schedule() {
        return schedule;
    }

    MeetingPoint place() {
        return place;
    }

    TransactionOptions transaction() {
        return transaction;
    }

    Duration deadline() {
        return deadline;
    }

    Optional<Integer> attempts() {
        return attempts;
    }

    Optional<Duration> backoff() {
        return backoff;
    }

    @Override
    public String toString() {
        return "job \"" + name + "\"";
    }
}
