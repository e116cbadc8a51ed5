package dev.brigade.check.report;

/** How much of what can happen was run. */
public sealed interface Coverage {

    /** A schedule of each class of schedules that differ only in the order of steps which don't conflict: a proof. */
    record AllInequivalent() implements Coverage {}

    /**
     * All schedules with at most so many delays (Emmi, Qadeer, Rakamarić, Delay-bounded scheduling, POPL 2011).
     *
     * @param bound how often a thread is made to wait although it could go on
     */
    record DelayBound(int bound) implements Coverage {}

    /**
     * Some schedules, chosen by chance.
     *
     * @param schedules how many
     * @param method by which: {@code POS}
     */
    record Sampled(int schedules, String method) implements Coverage {}
}
