package dev.brigade.web.consume;

import dev.brigade.data.Work;
import dev.brigade.data.options.TransactionOptions;
import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.web.watch.OutsideEffects;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Work that belongs to no request and to no queue: in a transaction of its own, again upon a conflict. Safe from any thread. */
public final class Solo {
    private static final OutsideEffects OUTSIDE = OutsideEffects.ofConsumer();

    /**
     * What is done.
     *
     * @param <R> what comes of it
     */
    @FunctionalInterface
    public interface Body<R extends @Nullable Object> {
        R run(Work work) throws Exception;
    }

    /** Where such work comes from: itself. */
    record Place(String name) implements MeetingPoint {
        @Override
        public Kind kind() {
            return Kind.LOCK; // as the lane in which a request waits for its turn
        }
    }

    private Solo() {}

    /**
     * Does it on the calling thread and returns what came of the run that committed.
     *
     * @param label for people, and the name of the activity
     * @param deadline zero for none
     * @throws IllegalStateException if the thread is that of a request, an item or a job, which has, or had, a transaction of its own
     * @throws CancellationException if its deadline passed, or somebody cancelled it
     * @throws Exception what {@code body} throws, or the commit
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // what is put into the one place is an R, null if that may be
    public static <R extends @Nullable Object> R run(Resources resources, String label, Duration deadline, Body<R> body)
            throws Exception {
        Activity outer = Activity.current();
        if (outer.kind() != Activity.Kind.OTHER) {
            throw new IllegalStateException(
                    outer + " has a transaction already, and its thread wants another: use the one that it"
                            + " was handed, or its separately(…). When that has ended, in a hook or a stream, let an item of a"
                            + " queue or a durable job do it");
        }
        @Nullable Object[] result = new Object[1];
        WorkRun run = begin(resources, label);
        WorkRun.Result how = run.run(label, deadline, work -> result[0] = body.run(work));
        if (how instanceof WorkRun.Result.Failed failed) {
            switch (failed.error()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalStateException(failed.error());
            }
        }
        return (R) result[0];
    }

    static WorkRun begin(Resources resources, String label) {
        Activity activity = resources.recorder().begin(Activity.Kind.JOB, label);
        return new WorkRun(resources, activity, TransactionOptions.DEFAULT, OUTSIDE, () -> {}, new Place(label));
    }
}
