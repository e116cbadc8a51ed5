package dev.brigade.jobs.run;

import dev.brigade.data.Work;
import dev.brigade.data.errors.Conflicts;
import dev.brigade.data.errors.LeaseTimeoutException;
import dev.brigade.data.errors.Outages;
import dev.brigade.jobs.store.Ends;
import dev.brigade.jobs.store.Picked;
import dev.brigade.web.background.Host;
import dev.brigade.web.background.JobRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one picked job on the current thread. Safe from any thread: what changes is in {@link InHand} and in {@code stopping},
 * which goes from false to true once.
 *
 * <p><b>Exactly once.</b> The last statement of a job's transaction ends its row, and finds it only if its version is still the
 * picked one. So either the job's work and the end of its row are committed, both in one commit, or neither is; and of two
 * nodes that run the same job, since one was taken for dead and was not, one commits: the other finds no row, and is rolled
 * back. When nobody knows whether a commit has happened, the row knows.
 */
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);
    private static final Duration WHILE_DATABASE_IS_AWAY = Duration.ofSeconds(1);
    private static final int LONGEST_ERROR = 4000;

    /** How often it is tried to note how a job ended, if nothing says that this will be possible later: for some ten seconds. */
    private static final int MOST_NOTES = 20;

    /** Its row is somebody else's now, so its work is undone. */
    private static final class TakenOver extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakenOver() {
            super("it is not this node's any more", null, false, false);
        }
    }

    private final Host host;
    private final Ends ends;
    private final JobSettings settings;
    private final String node;
    private final InHand inHand = new InHand();
    private volatile boolean stopping;

    Runner(Host host, JobSettings settings, String node) {
        this.host = host;
        this.ends = new Ends(host.database());
        this.settings = settings;
        this.node = node;
    }

    InHand inHand() {
        return inHand;
    }

    /** From now on no job is begun; those that are picked go back. */
    void stops() {
        stopping = true;
    }

    Ran run(Declaration declared, Picked job, InstantSource clock) {
        inHand.add(job);
        try {
            if (stopping) {
                settled(() -> ends.back(job, job.due()));
                return new Ran(job.job(), job.id(), Optional.empty());
            }
            JobRun run = host.job(declared.name(), declared.transaction(), declared.place());
            Thread mine = Thread.currentThread();
            String before = mine.getName();
            mine.setName(run.activity().name());
            inHand.runs(job, run);
            try {
                return end(declared, job, run, clock);
            } catch (RuntimeException | Error e) {
                if (inHand.failure(job).isEmpty()) {
                    inHand.failed(job, new JobRun.Ended.Failed(e, 1, false, false));
                }
                throw e;
            } finally {
                mine.setName(before);
            }
        } finally {
            inHand.remove(job);
        }
    }

    private Ran end(Declaration declared, Picked job, JobRun run, InstantSource clock) {
        JobRun.Ended ended = run.run(declared.toString(), declared.deadline(), work -> {
            declared.body().run(new JobWork(work), job.argument());
            if (!done(declared, work, job, clock.instant())) {
                throw new TakenOver();
            }
        });
        return switch (ended) {
            case JobRun.Ended.Done(boolean committed) -> {
                if (!committed) { // it wanted nothing of it to stay, and has been done all the same
                    settled(() -> schedule(declared, job)
                            .map(times ->
                                    ends.doneUntil(job, times.nextAfter(job.due(), clock.instant()), clock.instant()))
                            .orElseGet(() -> ends.done(job)));
                }
                yield new Ran(job.job(), job.id(), Optional.empty());
            }
            case JobRun.Ended.Failed failed
            when failed.error() instanceof TakenOver -> {
                LOG.warn(
                        "{} is not this node's any more, so what it did here is rolled back: another node has taken it over,"
                                + " which took this one for dead (if nothing was wrong with this node, raise jobs.takeover);"
                                + " or somebody has deleted its row",
                        run.activity());
                yield new Ran(job.job(), job.id(), Optional.empty());
            }
            case JobRun.Ended.Failed failed -> {
                inHand.failed(job, failed);
                boolean committed = !failed(declared, job, run.activity().name(), failed, clock.instant());
                inHand.settled(job);
                yield new Ran(job.job(), job.id(), committed ? Optional.empty() : Optional.of(failed.error()));
            }
        };
    }

    private boolean done(Declaration declared, Work work, Picked job, Instant now) {
        return schedule(declared, job)
                .map(times -> ends.doneUntil(work, job, times.nextAfter(job.due(), now), now))
                .orElseGet(() -> ends.done(work, job));
    }

    /** That of the row, which the node has told that was started last: in a deployment older ones run beside it for a while. */
    private static Optional<Schedule> schedule(Declaration declared, Picked job) {
        return declared.schedule()
                .map(mine -> mine.text().equals(job.argument())
                        ? mine
                        : Schedule.read(job.argument()).orElse(mine));
    }

    /** The node that had it in hand is gone, or it is this one and has it not. */
    void lost(Declaration declared, Picked job, String by) {
        if (by.equals(node)) {
            forgotten(declared, job);
            return;
        }
        IllegalStateException gone = new IllegalStateException("Node " + by + " was lost while it ran the job");
        JobRun.Ended.Failed failed = new JobRun.Ended.Failed(gone, 1, false, false);
        failed(declared, job, declared + " of node " + by, failed, Instant.now());
    }

    /** Its end could not be noted; or it was never begun, since the answer to the statement that picked it was lost. */
    private void forgotten(Declaration declared, Picked job) {
        Optional<JobRun.Ended.Failed> known = inHand.failure(job);
        if (known.isPresent()) {
            failed(declared, job, declared.toString(), known.get(), Instant.now());
            inHand.settled(job);
        } else {
            settled(() -> ends.back(job, job.due()));
        }
    }

    /** False if it is not this node's any more; so if its commit was in doubt, it has happened. */
    private boolean failed(Declaration declared, Picked job, String name, JobRun.Ended.Failed failed, Instant now) {
        Throwable error = failed.error();
        if (stopping && failed.cancelled()) {
            return settled(() -> ends.back(job, job.due()))
                    && told(() -> LOG.warn(
                            "{} was cut off, since the application stops; it goes back, to be run elsewhere or later",
                            name));
        }
        if (Outages.isUnreachable(error, host.database().name())) {
            LOG.debug("{} waits for the database", name, error);
            return settled(() -> ends.back(job, now.plus(WHILE_DATABASE_IS_AWAY)));
        }
        int tries = job.failures() + 1;
        int most = declared.attempts().orElseGet(() -> settings.attempts().value());
        Duration pause = pause(declared, tries);
        if (declared.schedule().isPresent()) {
            Instant regular = schedule(declared, job).orElseThrow().next(now);
            Instant next = now.plus(pause).isBefore(regular) ? now.plus(pause) : regular;
            return settled(() -> ends.again(job, next, now))
                    && told(() -> LOG.warn("{} failed; it is run again at {}: {}", name, next, text(error)));
        }
        if (tries < most) {
            return settled(() -> ends.again(job, now.plus(pause), now))
                    && told(() -> LOG.warn(
                            "{} failed, in attempt {} of {}; it is tried again in {} ms, with id {}: {}",
                            name,
                            tries,
                            most,
                            pause.toMillis(),
                            job.id(),
                            text(error)));
        }
        return settled(() -> ends.failed(job, text(error), now))
                && told(() -> LOG.error(
                        "{} failed, in the last of its {} attempts; it is kept as failed, with id {}:"
                                + " jobs.retry(id) lets it run again",
                        name,
                        most,
                        job.id(),
                        error));
    }

    private static boolean told(Runnable log) {
        try {
            log.run();
        } catch (RuntimeException | Error e) {
            LOG.error("How a job has failed can't be logged, since its exception fails to say what it is", e);
        }
        return true;
    }

    /** Twice as long each time; of that between a half and the whole, so that those that failed together don't come together. */
    private Duration pause(Declaration declared, int tries) {
        Duration first = declared.backoff().orElseGet(() -> settings.backoff().value());
        Duration longest = first.compareTo(LONGEST_BACKOFF) > 0 ? first : LONGEST_BACKOFF;
        Duration doubled = first;
        for (int i = 1; i < tries && doubled.compareTo(longest) < 0; i++) {
            doubled = doubled.multipliedBy(2);
        }
        long most = Math.min(doubled.toMillis(), longest.toMillis());
        return Duration.ofMillis(most - ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    /** As a database can keep it: PostgreSQL has no character 0. */
    private static String text(Throwable error) {
        String text;
        try {
            text = error.toString().replace('\0', '\uFFFD');
        } catch (RuntimeException | Error e) {
            text = error.getClass().getName() + ", which fails to say what it is";
        }
        if (text.length() <= LONGEST_ERROR) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_ERROR - 1)) ? LONGEST_ERROR - 1 : LONGEST_ERROR;
        return text.substring(0, end) + "…";
    }

    private static boolean passes(RuntimeException failure) {
        return Outages.isOutage(failure)
                || failure instanceof LeaseTimeoutException
                || Conflicts.isConflict(failure)
                || Conflicts.isLockTimeout(failure);
    }

    /**
     * Notes how it ended, as soon as the database can be reached; false if it is not this node's any more. If the application
     * stops before that, false too: the row stays picked by a node that nobody sees any more, and is taken over.
     */
    private boolean settled(BooleanSupplier end) {
        for (int notes = 1; ; ) {
            try {
                return end.getAsBoolean();
            } catch (RuntimeException failure) {
                if (stopping) {
                    LOG.debug("How a job has ended could not be noted", failure);
                    return false;
                }
                if (!passes(failure) && ++notes > MOST_NOTES) {
                    throw failure; // it stays picked, and is found by those that look for lost ones
                }
                LockSupport.parkNanos(WHILE_DATABASE_IS_AWAY.toNanos() / 2);
            }
        }
    }
}
