package dev.brigade.web;

import dev.brigade.data.Conflicts;
import dev.brigade.data.Transaction;
import dev.brigade.data.TransactionOptions;
import dev.brigade.threads.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes items from queues and works on each on a thread of its own.
 *
 * <p>Each taker is one thread that takes an item, starts the item's thread and waits for it to end: so never more items are
 * worked on than there are takers. A stop interrupts takers, not items: {@code stopping} is set before the interrupt, and a
 * taker that is interrupted while an item runs waits on for the item. The list of takers is filled before the first stop
 * can come, by the one thread that starts the application.
 */
final class Consumers {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");

    private final Wiring wiring;
    private final List<Thread> takers = new ArrayList<>();
    private volatile boolean stopping;

    Consumers(Wiring wiring) {
        this.wiring = wiring;
    }

    <T> void start(App.Consumption<T> consumption) {
        OutsideEffects outside = OutsideEffects.ofConsumer();
        for (int i = 1; i <= consumption.threads(); i++) {
            takers.add(Thread.ofVirtual()
                    .name("takes from " + consumption.queue().name() + ", " + i)
                    .start(() -> takeAll(consumption, outside)));
        }
    }

    private <T> void takeAll(App.Consumption<T> consumption, OutsideEffects outside) {
        while (!stopping) {
            T item;
            try {
                item = consumption.queue().take();
            } catch (InterruptedException e) {
                continue; // a stop, or an interrupt that nobody of ours sent
            }
            Activity activity = wiring.recorder()
                    .begin(Activity.Kind.CONSUMER, consumption.queue().name());
            Thread worker = Thread.ofVirtual()
                    .inheritInheritableThreadLocals(false)
                    .name(activity.name())
                    .start(() -> activity.call(() -> {
                        work(activity, consumption.consumer(), item, outside);
                        return activity;
                    }));
            join(worker);
        }
    }

    private <T> void work(Activity activity, App.Consumer<? super T> consumer, T item, OutsideEffects outside) {
        for (int run = 1; ; run++) {
            long mark = activity.eventCount();
            activity.repeatable(run < wiring.settings().mostRuns());
            Transaction transaction = wiring.begin(activity, TransactionOptions.DEFAULT);
            try {
                consumer.consume(transaction, item);
                transaction.commit();
                transaction.runHooks();
                return;
            } catch (Throwable e) {
                transaction.rollback();
                boolean ends = run == wiring.settings().mostRuns() || !Conflicts.isConflict(e);
                if (!ends) {
                    outside.tell(activity, run, mark, "a conflict");
                }
                transaction.runHooks();
                if (ends || !lettingOthersGo(e)) {
                    LOG.error("{} failed; its item is lost to the queue: {}", activity, item, e);
                    return;
                }
            }
        }
    }

    /** False if it was interrupted meanwhile. */
    private static boolean lettingOthersGo(Throwable failure) {
        try {
            Conflicts.letOthersGo(failure, RequestRun.MOST_PATIENCE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes no further items, and waits for those that are worked on. Items still in a queue stay there. */
    void stop(Duration grace) {
        stopping = true;
        takers.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + grace.toNanos();
        try {
            for (Thread taker : takers) {
                if (!taker.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    LOG.warn("{} had not ended after {} s", taker.getName(), grace.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
