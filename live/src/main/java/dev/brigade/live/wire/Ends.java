package dev.brigade.live.wire;

import dev.brigade.threads.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Who has ended since somebody looked last: of many some, and more of those that are worth a look. Safe from any thread:
 * concurrent parts, each right by itself; that a few more or fewer are let in than said does no harm.
 */
final class Ends implements Consumer<Activity> {
    private static final int USUAL = 60;
    private static final int NOTABLE = 200;

    private final Queue<Activity> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger usual = new AtomicInteger(USUAL);
    private final AtomicInteger notable = new AtomicInteger(NOTABLE);
    private final LongAdder leftOut = new LongAdder();

    @Override
    public void accept(Activity activity) {
        AtomicInteger room = activity.isNotable() ? notable : usual;
        if (room.get() > 0 && room.getAndDecrement() > 0) {
            ended.add(activity);
        } else {
            leftOut.increment();
        }
    }

    /** Those that were let in, and makes room for as many again. */
    List<Activity> take() {
        List<Activity> taken = new ArrayList<>();
        for (Activity one = ended.poll(); one != null; one = ended.poll()) {
            taken.add(one);
        }
        usual.set(USUAL);
        notable.set(NOTABLE);
        return taken;
    }

    /** How many were left out. */
    long leftOut() {
        return leftOut.sum();
    }
}
