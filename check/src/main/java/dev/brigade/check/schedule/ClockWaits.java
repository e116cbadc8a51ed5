package dev.brigade.check.schedule;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Threads that wait by asking what time it is, again and again: until a deadline is over, or until another thread has done what they
 * wait for. H2 waits so for the transaction that inserted the same key into an index. Virtual time would never pass for them, so
 * after some questions without any step between them a thread waits: the others go first, and when nobody else can go on, time
 * passes by more each time, until its deadline is over or the next plan comes due.
 *
 * <p>Who waits has another try after each step that changes something, as whoever goes round and round. Confined to the carrier: all
 * that is counted is counted in questions and steps, never in real time, so runs with the same choices wait at the same places.
 */
final class ClockWaits {
    /** Time passes by so much when it passes first. */
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** It never passes by more at once. */
    private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);
    /** For so long, of virtual time, threads may ask for the time before one may say that they wait for each other. */
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** So many times time passes for nothing before it is clear that it never ends: far beyond a year by then. */
    private static final int MOST_ROUNDS = 500;

    private final VirtualTime time;
    private long step = FIRST_NANOS;
    private long passed;
    private int rounds;

    ClockWaits(VirtualTime time) {
        this.time = time;
    }

    /** Something has changed: whoever waits may get on. */
    void reset() {
        step = FIRST_NANOS;
        passed = 0;
        rounds = 0;
    }

    /** Those of {@code tasks} who will get on when time passes. */
    static List<Task> asking(List<Task> tasks) {
        return tasks.stream().filter(task -> task.asksTime).toList();
    }

    /** Whether time has passed for so long that those who ask for it wait for each other, or for nothing. */
    boolean isLong() {
        return passed >= STALL_NANOS;
    }

    /** Whether it goes on for ever. */
    boolean isEndless() {
        return rounds > MOST_ROUNDS;
    }

    /** Lets time pass for those who ask; not beyond the next plan, which is carried out when it comes due. */
    void pass() {
        rounds++;
        long before = time.nanos();
        time.pass(step);
        passed += time.nanos() - before;
        step = Math.min(LONGEST_NANOS, 8 * step);
    }
}
