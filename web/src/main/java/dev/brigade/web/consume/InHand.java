package dev.brigade.web.consume;

import dev.brigade.threads.Activity;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.web.watch.Doing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The items of one queue that are out of it and not settled, and those that are left when the application stops. Safe from
 * any thread.
 *
 * <p>Each item is in {@code items} from when it was taken until whoever {@linkplain Taken#claim claims} it removes it; one that
 * is left goes into {@code left} first. So an item is in one of the two at any moment, and once {@code items} is empty and
 * nobody takes any more, {@code left} is complete.
 */
final class InHand<T> {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final String WHY = "the application stops";

    private final AtomicLong numbers = new AtomicLong();
    private final Set<Taken<T>> items = ConcurrentHashMap.newKeySet();
    private final Queue<Taken<T>> left = new ConcurrentLinkedQueue<>();

    /** @param itemNumber under which its queue had it */
    Taken<T> take(T item, int itemNumber) {
        Taken<T> taken = new Taken<>(item, numbers.incrementAndGet(), itemNumber);
        items.add(taken);
        return taken;
    }

    /** It has succeeded or finally failed; by whoever has claimed it. */
    void settled(Taken<T> taken) {
        items.remove(taken);
    }

    /** It is not worked on any more, unless it is settled already. */
    void leave(Taken<T> taken) {
        if (taken.claim()) {
            left.add(taken);
            items.remove(taken);
        }
    }

    /** Leaves what is in the queue, and what those have who wait to put at this moment: others may put without end. */
    void leaveAll(BoundedQueue<T> queue) {
        for (int most = queue.size() + queue.waitingToPut().size(); most > 0; most--) {
            T item = queue.poll();
            if (item == null) {
                return;
            }
            left.add(new Taken<>(item, numbers.incrementAndGet(), 0));
        }
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** How many items were taken so far. */
    long taken() {
        return numbers.get();
    }

    /** Cuts off what is worked on. */
    void cutOff() {
        items.forEach(taken -> taken.run().ifPresent(run -> run.cutOff(WHY)));
    }

    /** Waits no longer for those that were cut off and run on: leaves what will never commit, and names the others. */
    void abandonAll() {
        for (Taken<T> taken : items) {
            taken.run().ifPresentOrElse(run -> abandon(taken, run), () -> leave(taken));
            taken.ends();
        }
    }

    private void abandon(Taken<T> taken, WorkRun run) {
        Activity activity = run.activity();
        boolean neverCommits = run.cutOff(WHY);
        if (taken.isClaimed()) {
            LOG.error("{} had not ended when the application stopped: {}; it {}", activity, taken, Doing.of(activity));
        } else if (neverCommits) {
            LOG.warn(
                    "{} does not heed that it was cut off, and will be rolled back; it {}",
                    activity,
                    Doing.of(activity));
            leave(taken);
        } else {
            LOG.error(
                    "{} had not ended when the application stopped, and {} committed its work on {}; it {}",
                    activity,
                    run.isCommitted() ? "had" : "may have",
                    taken,
                    Doing.of(activity));
        }
    }

    /** What is left, the oldest first; it is not afterwards. */
    List<T> removeLeft() {
        List<Taken<T>> all = new ArrayList<>();
        for (Taken<T> one = left.poll(); one != null; one = left.poll()) {
            all.add(one);
        }
        all.sort(Comparator.comparingLong(Taken::number));
        return all.stream().map(Taken::item).toList();
    }
}
