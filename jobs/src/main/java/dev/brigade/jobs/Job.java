package dev.brigade.jobs;

import dev.brigade.data.Work;
import dev.brigade.data.options.Isolation;
import dev.brigade.jobs.run.Declaration;
import dev.brigade.jobs.run.Workers;
import dev.brigade.jobs.store.Enqueuing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The jobs of one name, as {@link Jobs#job} declares them: how they are run, and where they are enqueued.
 *
 * <p>How they are run is said by the one thread that builds the application; enqueuing is safe from any thread.
 *
 * @param <T> their arguments
 */
public final class Job<T> {
    private static final int LONGEST_KEY = 200;

    /**
     * What is done.
     *
     * @param <T> its argument
     */
    @FunctionalInterface
    public interface Handler<T> {
        void run(Work work, T argument) throws Exception;
    }

    private final Workers workers;
    private final Declaration declared;
    private final Class<T> argument;

    Job(Workers workers, Declaration declared, Class<T> argument) {
        this.workers = workers;
        this.declared = declared;
        this.argument = argument;
    }

    /** Asks for another isolation than {@link Isolation#SERIALIZABLE}. */
    public Job<T> isolation(Isolation isolation) {
        declared.isolation(isolation);
        return this;
    }

    /**
     * How long each try may take; without this as long as it wants. Then its statement is cancelled or its thread
     * interrupted, and it is rolled back: the try has failed.
     */
    public Job<T> deadline(Duration time) {
        declared.deadline(time);
        return this;
    }

    /** How often it is tried, in place of the setting {@code jobs.attempts}; runs because of conflicts don't count. */
    public Job<T> attempts(int most) {
        declared.attempts(most);
        return this;
    }

    /**
     * The pause after the first failure, in place of the setting {@code jobs.backoff}; twice as long after each further one, up to
     * an hour or {@code pause}, if that is longer; and of that between a half and the whole.
     */
    public Job<T> backoff(Duration pause) {
        declared.backoff(pause);
        return this;
    }

    /**
     * Enqueues a job, to be run as soon as the transaction of {@code work} has committed and a worker is free; not if it rolls back.
     *
     * @throws IllegalArgumentException if JSON can't hold {@code value}
     */
    public void enqueue(Work work, T value) {
        add(work, value, Instant.now(), Optional.empty());
    }

    /** As {@link #enqueue(Work, Object)}, to be run after {@code delay} at the earliest. */
    public void enqueue(Work work, T value, Duration delay) {
        add(work, value, Instant.now().plus(delay), Optional.empty());
    }

    /** As {@link #enqueue(Work, Object)}, to be run at {@code due} at the earliest. */
    public void enqueue(Work work, T value, Instant due) {
        add(work, value, due, Optional.empty());
    }

    /**
     * As {@link #enqueue(Work, Object)}, unless a job of this name and key waits already: then that one is run, once, with its own
     * argument, and it sees what this transaction has done. A job that runs at this moment may have read what was before, so it
     * does not count as one that waits.
     *
     * <p>Transactions that enqueue the same key at the same time wait for each other, or run again.
     *
     * @param key 1 to 200 characters
     */
    public void enqueueOnce(Work work, T value, String key) {
        add(work, value, Instant.now(), Optional.of(key));
    }

    /**
     * As {@link #enqueueOnce(Work, Object, String)}, to be run at {@code due} at the earliest; of several with the same key the
     * earliest time counts.
     */
    public void enqueueOnce(Work work, T value, String key, Instant due) {
        add(work, value, due, Optional.of(key));
    }

    private void add(Work work, T value, Instant due, Optional<String> key) {
        Objects.requireNonNull(value, () -> "Job \"" + declared.name() + "\" needs an argument, which is null");
        Enqueuing enqueuing = new Enqueuing(workers.host().database().isPostgres());
        String json = new String(workers.host().json(argument.cast(value)), StandardCharsets.UTF_8);
        if (key.isPresent()) {
            enqueuing.add(work, declared.name(), json, due, checked(key.get()));
        } else {
            enqueuing.add(work, declared.name(), json, due);
        }
        work.afterCommit(workers::wake);
    }

    private String checked(String key) {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "A key of " + declared + " has 1 to " + LONGEST_KEY + " characters, not " + key.length());
        }
        return key;
    }

    @Override
    public String toString() {
        return declared.toString();
    }
}
