package dev.brigade.jobs;

import dev.brigade.data.Transaction;
import dev.brigade.data.Work;
import dev.brigade.jobs.run.Declaration;
import dev.brigade.jobs.run.JobSettings;
import dev.brigade.jobs.run.Schedule;
import dev.brigade.jobs.run.Workers;
import dev.brigade.jobs.store.Enqueuing;
import dev.brigade.jobs.store.FailedJobs;
import dev.brigade.web.App;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The durable jobs of an application: rows of its main database, so that a job is there if and only if the transaction that enqueued
 * it has committed, and is done on whichever node is free.
 *
 * {@snippet :
 * record Bill(long order) {}
 *
 * void build(App app) {
 *     Jobs jobs = Jobs.of(app);
 *     Job<Bill> bills = jobs.job("bill", Bill.class, (work, bill) ->
 *         work.db().execute("insert into bill (order_id) values (?)", bill.order()));
 *     app.post("/orders", rq -> {
 *         bills.enqueue(rq, new Bill(42));
 *         return "ordered";
 *     });
 *     jobs.cron("0 3 * * *", ZoneId.of("Europe/Vienna"), "tidy", work ->
 *         work.db().execute("delete from orders where forgotten"));
 * }
 * }
 *
 * <p>Jobs are declared by the one thread that builds the application; all else is safe from any thread.
 */
public final class Jobs {
    private static final int MOST_FAILED = 1_000;

    /** What a recurring job does. */
    @FunctionalInterface
    public interface Recurrence {
        void run(Work work) throws Exception;
    }

    private final App app;
    private final Workers workers;

    private Jobs(App app, Workers workers) {
        this.app = app;
        this.workers = workers;
    }

    /**
     * The jobs of {@code app}, which needs a database; once for each application. Nothing runs before the server starts: not for
     * {@code app.client()}, where a test calls {@link #runDue()}, nor in the explorer.
     *
     * @throws IllegalStateException if {@code app} has them already
     */
    public static Jobs of(App app) {
        Workers workers = new Workers(settings(app));
        app.background(workers);
        return new Jobs(app, workers);
    }

    private static JobSettings settings(App app) {
        try {
            return JobSettings.of(app);
        } catch (IllegalArgumentException declaredTwice) {
            throw new IllegalStateException(
                    "Say Jobs.of(app) once for each application, and hand what it returned to whoever declares more jobs: "
                            + declaredTwice.getMessage(),
                    declaredTwice);
        }
    }

    /**
     * Declares jobs of a name. Each is run on a thread of its own, with its own connection and transaction, as a request is;
     * again from the beginning upon a conflict. Its work and its end commit together, so nothing that it does in the main
     * database is ever done twice. What throws is rolled back and tried again later; after its last attempt the job is kept
     * as {@linkplain #failed() failed}.
     *
     * @param name for people, and in the rows: a job whose name no node knows waits for one that does
     * @param argument a record that JSON can hold
     * @param handler safe to be run by several threads
     */
    public <T> Job<T> job(String name, Class<T> argument, Job.Handler<? super T> handler) {
        Declaration declared =
                new Declaration(name, (work, json) -> handler.run(work, argument(json, argument)), Optional.empty());
        workers.declare(declared);
        app.handsOver("job " + name, handler, Jobs.class);
        return new Job<>(workers, declared, argument);
    }

    private <T> T argument(String json, Class<T> type) {
        try {
            return workers.host().json(json.getBytes(StandardCharsets.UTF_8), type);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Its argument is no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Declares a job that is run again and again, each time once over all nodes: at the whole multiples of {@code interval} since
     * 1970, so each hour is on the hour. What is missed, since no node runs, is run once. After a failure it is tried
     * again, until its next time at the latest, and it is never given up.
     *
     * @param interval from one time to the next: a second or more
     */
    public Recurring every(Duration interval, String name, Recurrence recurrence) {
        return recurring(name, new Schedule.Every(interval), recurrence);
    }

    /**
     * As {@link #every}, at the times of a pattern.
     *
     * @param pattern five fields as in crontab, minute, hour, day of month, month, day of week: {@code "0 3 * * *"}
     * @throws IllegalArgumentException if it is none
     */
    public Recurring cron(String pattern, ZoneId zone, String name, Recurrence recurrence) {
        return recurring(name, Schedule.Cron.of(pattern, zone), recurrence);
    }

    private Recurring recurring(String name, Schedule schedule, Recurrence recurrence) {
        Declaration declared = new Declaration(name, (work, _) -> recurrence.run(work), Optional.of(schedule));
        workers.declare(declared);
        app.handsOver("job " + name, recurrence, Jobs.class);
        return new Recurring(declared);
    }

    /** As {@link #runDue(Instant)}, now. */
    public List<JobOutcome> runDue() {
        return runDue(Instant.now());
    }

    /**
     * For tests: runs all that is due at {@code now}, on the current thread, one after the other and the longest due first; also
     * what is enqueued by that to be run at once. A job that fails waits for its next try, as ever, which a further call makes.
     *
     * @param now may be in the future, to see what happens then
     * @return what was run, in this order
     */
    public List<JobOutcome> runDue(Instant now) {
        return workers.runDue(now).stream()
                .map(ran -> new JobOutcome(ran.job(), ran.id(), ran.failure()))
                .toList();
    }

    /** The jobs that have failed for good, as {@code work} sees them: the latest first, 1,000 at most. */
    public List<FailedJob> failed(Work work) {
        return FailedJobs.all(work, MOST_FAILED).stream()
                .map(row -> new FailedJob(
                        row.id(), row.job(), row.argument(), row.key(), row.attempts(), row.failedAt(), row.error()))
                .toList();
    }

    /** As {@link #failed(Work)}, in a transaction of its own. */
    public List<FailedJob> failed() {
        return upkeep(this::failed);
    }

    /**
     * Lets a failed job wait again, as if it were new, in the transaction of {@code work}. If one of its name and unique key waits
     * already, that one is left to do it.
     *
     * @return false if there is none of that id
     */
    public boolean retry(Work work, String id) {
        boolean found =
                FailedJobs.retry(work, new Enqueuing(workers.host().database().isPostgres()), id, Instant.now());
        work.afterCommit(workers::wake);
        return found;
    }

    /** As {@link #retry(Work, String)}, in a transaction of its own. */
    public boolean retry(String id) {
        return upkeep(work -> retry(work, id));
    }

    /**
     * Forgets a failed job, in the transaction of {@code work}.
     *
     * @return false if there is none of that id
     */
    public boolean discard(Work work, String id) {
        return FailedJobs.discard(work, id);
    }

    private <R> R upkeep(Function<Work, R> body) {
        Transaction transaction = workers.host().database().beginUpkeep();
        try {
            R result = body.apply(transaction);
            transaction.commit();
            return result;
        } finally {
            transaction.rollback();
            transaction.runHooks();
        }
    }
}
