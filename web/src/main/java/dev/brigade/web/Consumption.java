package dev.brigade.web;

import dev.brigade.data.Work;
import dev.brigade.data.options.Isolation;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.web.consume.Declaration;
import dev.brigade.web.options.Deadlines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * How the items of a queue are worked on, as {@link App#consume} declares it: what happens when the work on one fails, takes
 * too long, or has not been done when the application stops.
 *
 * {@snippet :
 * record Ticket(long order) {}
 *
 * void cooks(App app, BoundedQueue<Ticket> pass) {
 *     app.consume(pass, 2, (work, ticket) -> work.db().execute("update orders set served = true where id = ?", ticket.order()))
 *         .retries(3, Duration.ofSeconds(1))
 *         .deadline(Duration.ofMinutes(1))
 *         .onFailure((work, ticket, error) ->
 *             work.db().execute("insert into failed_order values (?, ?)", ticket.order(), error.toString()))
 *         .handBack((work, tickets) -> tickets.forEach(ticket ->
 *             work.db().execute("insert into open_order values (?)", ticket.order())));
 * }
 * }
 *
 * <p>Used by the one thread that builds the application.
 *
 * @param <T> the items
 */
public final class Consumption<T> {
    /**
     * Is told of an item whose work has finally failed.
     *
     * @param <T> the items
     */
    @FunctionalInterface
    public interface FailureHook<T> {
        void failed(Work work, T item, Throwable error) throws Exception;
    }

    /**
     * Takes back what was not worked on.
     *
     * @param <T> the items
     */
    @FunctionalInterface
    public interface HandBack<T> {
        void handBack(Work work, List<T> items) throws Exception;
    }

    private final BoundedQueue<T> queue;
    private final int threads;
    private final App.Consumer<? super T> consumer;
    private final BiConsumer<String, Object> handedOver;
    private TransactionOptions transaction = TransactionOptions.DEFAULT;
    private int retries;
    private Duration delay = Duration.ZERO;
    private Duration deadline = Duration.ZERO;
    private Optional<FailureHook<? super T>> failureHook = Optional.empty();
    private Optional<HandBack<T>> handBack = Optional.empty();
    private boolean drain;

    /** @param handedOver takes note, by a name for people, of further code that several threads will run */
    Consumption(
            BoundedQueue<T> queue,
            int threads,
            App.Consumer<? super T> consumer,
            BiConsumer<String, Object> handedOver) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "Queue \"" + queue.name() + "\" can't be consumed by " + threads + " threads; give it one or more");
        }
        this.queue = queue;
        this.threads = threads;
        this.consumer = consumer;
        this.handedOver = handedOver;
    }

    /** Asks for another isolation than {@link Isolation#SERIALIZABLE}. */
    public Consumption<T> isolation(Isolation isolation) {
        transaction = transaction.withIsolation(isolation);
        return this;
    }

    /**
     * Tries an item again up to {@code most} times when its work has failed, for whatever reason but a conflict with another
     * transaction, which is run again at once and up to {@code retry.runs} times in each try. Not after a commit of which
     * nobody knows whether it happened.
     *
     * <p>While the database is away, items keep their threads and wait for it, whether this is declared or not: what can't be
     * begun is no try. (An item that has lost its connection {@code retry.runs} times is taken to be the reason, and fails.)
     *
     * <p>An item that waits for its next try occupies none of the threads. At most as many items as the queue has places wait
     * so; more wait on their threads, so that the queue fills up, and those who fill it wait, while nothing succeeds.
     *
     * @param pause before the second try; twice as long before each further one, up to a minute (or {@code pause}, if that
     *     is longer)
     */
    public Consumption<T> retries(int most, Duration pause) {
        if (most < 0) {
            throw new IllegalArgumentException(what() + " can't be tried again " + most + " times; give 0 or more");
        }
        retries = most;
        delay = checked(pause);
        return this;
    }

    /**
     * How long the work on an item may take in each of its tries; without this as long as it wants. Then its statement is
     * cancelled or its thread interrupted, and it is rolled back: it has failed, with a {@link
     * java.util.concurrent.CancellationException}.
     */
    public Consumption<T> deadline(Duration time) {
        deadline = checked(time);
        return this;
    }

    /**
     * Runs {@code hook} when an item has finally failed, in a transaction of its own and on the item's thread, with the error
     * of its last try; run again upon conflicts, and stopped at the same deadline. Without it, and when the hook itself
     * fails, the item is named in the log, as an error.
     */
    public Consumption<T> onFailure(FailureHook<? super T> hook) {
        handedOver.accept("failure hook of " + queue.name(), hook);
        failureHook = Optional.of(hook);
        return this;
    }

    /**
     * When the application stops, works on what is in the queue, within the setting {@code stop.grace}. This is so unless
     * {@link #handBack} is declared; with both, {@code handBack} gets what was not done in time.
     */
    public Consumption<T> drain() {
        drain = true;
        return this;
    }

    /**
     * When the application stops, begins no further item and gives those that are left to {@code hook}, oldest first, in one
     * transaction: those in the queue, those that wait for a further try, and those whose work was cut off at the end of
     * {@code stop.grace}. The hook has ten seconds. Items that are rows anyway need no more than an empty hook; without any,
     * what is left is named in the log, as an error.
     */
    public Consumption<T> handBack(HandBack<T> hook) {
        handedOver.accept("hand-back of " + queue.name(), hook);
        handBack = Optional.of(hook);
        return this;
    }

    private String what() {
        return "An item of queue \"" + queue.name() + "\"";
    }

    private Duration checked(Duration time) {
        if (time.isNegative() || time.compareTo(Deadlines.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what() + " can't be given a time of " + time + "; give up to " + Deadlines.LONGEST);
        }
        return time;
    }

    BoundedQueue<T> queue() {
        return queue;
    }

    /** Zero for none. */
    Duration deadline() {
        return deadline;
    }

    /** What was declared until now. */
    Declaration<T> declared() {
        return new Declaration<>(
                queue,
                threads,
                consumer::consume,
                transaction,
                retries,
                delay,
                deadline,
                failureHook.map(hook -> hook::failed),
                handBack.map(hook -> hook::handBack),
                drain || handBack.isEmpty());
    }
}
