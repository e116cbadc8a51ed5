package dev.brigade.check.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes only when every thread waits: then it jumps to the next moment for which something is planned; and to what is planned to
 * come early. Confined to the carrier.
 */
final class VirtualTime {
    private final TreeSet<Planned> planned = new TreeSet<>();
    private final List<Planned> early = new ArrayList<>(1);
    private long nanos;
    private long count;

    void reset() {
        planned.clear();
        early.clear();
        nanos = 0;
        count = 0;
    }

    /** Since the beginning of the run. */
    long nanos() {
        return nanos;
    }

    boolean hasPlans() {
        return !planned.isEmpty();
    }

    /** When the next plan comes due, since the beginning of the run. */
    long nextNanos() {
        return planned.first().when;
    }

    /** @param comesEarly whether it comes due next, although others could go on, as if all else were slow */
    ScheduledFuture<?> plan(Runnable task, long delay, TimeUnit unit, boolean comesEarly) {
        long in = Math.max(1, unit.toNanos(delay));
        long when = nanos > Long.MAX_VALUE - in ? Long.MAX_VALUE : nanos + in;
        Planned plan = new Planned(this, when, ++count, task);
        planned.add(plan);
        if (comesEarly) {
            early.add(plan);
        }
        return plan;
    }

    /** What is planned, the next first. */
    List<Runnable> plans() {
        return planned.stream().map(plan -> plan.task).toList();
    }

    /** The next of what is planned. */
    Runnable next() {
        return planned.first().task;
    }

    /** Jumps to the next plan and runs it. */
    void advance() {
        carryOut(planned.first());
    }

    /** Jumps to plans that come early. What was planned for before them comes late, when every thread waits. */
    void advanceToEarly() {
        while (!early.isEmpty()) {
            Planned plan = early.removeFirst();
            if (!plan.done) {
                carryOut(plan);
            }
        }
    }

    private void carryOut(Planned plan) {
        planned.remove(plan);
        nanos = Math.max(nanos, plan.when);
        plan.done = true;
        plan.task.run();
    }

    /** Lets so much time pass; only until the next plan, if that comes due before, which is then run. */
    void pass(long by) {
        if (hasPlans() && nextNanos() - nanos <= by) {
            advance();
        } else if (nanos <= Long.MAX_VALUE / 2) {
            nanos += by;
        }
    }

    private static final class Planned implements ScheduledFuture<Void> {
        private final VirtualTime time;
        private final long when;
        private final long number;
        private final Runnable task;
        private boolean done;
        private boolean cancelled;

        Planned(VirtualTime time, long when, long number, Runnable task) {
            this.time = time;
            this.when = when;
            this.number = number;
            this.task = task;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            if (done) {
                return false;
            }
            done = true;
            cancelled = true;
            time.planned.remove(this);
            return true;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(when - time.nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Planned that = (Planned) other;
            return when != that.when ? Long.compare(when, that.when) : Long.compare(number, that.number);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean isDone() {
            return done;
        }

        @Override
        public Void get() throws ExecutionException {
            throw new ExecutionException(new UnsupportedOperationException("nobody waits for a plan"));
        }

        @Override
        public Void get(long timeout, TimeUnit unit) throws ExecutionException {
            return get();
        }
    }
}
