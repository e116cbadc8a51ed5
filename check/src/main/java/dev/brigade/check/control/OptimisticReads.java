package dev.brigade.check.control;

import dev.brigade.check.race.RaceDetector;
import dev.brigade.check.schedule.Task;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads that nothing orders, on purpose: those between {@code StampedLock.tryOptimisticRead} and {@code validate}. Whoever asks whether
 * somebody wrote meanwhile does not race, whatever the answer is. Whoever does not ask does. Confined to the carrier.
 */
final class OptimisticReads {
    private record Read(@Nullable Object owner, Object field, int site) {}

    private final RaceDetector races;

    /** The reads of each thread since it began to read optimistically. */
    private final IdentityHashMap<Task, List<Read>> unasked = new IdentityHashMap<>();

    OptimisticReads(RaceDetector races) {
        this.races = races;
    }

    void clear() {
        JdkCalls.clear(unasked);
    }

    /** A thread reads something plain. */
    void read(Task me, @Nullable Object owner, Object field, int site) {
        List<Read> reads = unasked.isEmpty() ? null : unasked.get(me);
        if (reads == null) {
            races.read(me.id(), owner, field, site);
        } else {
            reads.add(new Read(owner, field, site));
        }
    }

    /** A method of a {@code StampedLock} has been called. */
    void called(Task me, String method) {
        if (method.equals("validate") || method.startsWith("tryConvert")) {
            unasked.remove(me);
        } else if (method.equals("tryOptimisticRead")) {
            tell(me, unasked.put(me, new ArrayList<>()));
        }
    }

    /** The run is over: nobody will ask any more. */
    void end() {
        if (!unasked.isEmpty()) {
            unasked.forEach(this::tell);
            unasked.clear();
        }
    }

    private void tell(Task me, @Nullable List<Read> reads) {
        if (reads != null) {
            reads.forEach(read -> races.read(me.id(), read.owner, read.field, read.site));
        }
    }
}
