package dev.brigade.check.report;

/** What can go wrong between threads, by the name that the field gives it. */
public enum Anomaly {
    LOST_UPDATE(
            "lost update", "A value was written that was computed from one that another thread had changed meanwhile."),
    WRITE_SKEW(
            "write skew",
            "Each read what the other then wrote: what both relied on no longer held when they had written."),
    READ_SKEW("read skew", "Values that belong together were read from before and from after another's change."),
    PHANTOM("phantom", "Rows appeared or vanished after a condition over them had been looked at."),
    CHECK_THEN_ACT("check-then-act", "What was checked no longer held when it was acted upon."),
    DIRTY_READ("dirty read", "A value was read that had not been committed, or was rolled back."),
    LOST_WAKE_UP("lost wake-up", "A thread waits for a signal that had been given before, or to another."),
    DEADLOCK("deadlock", "Threads wait for each other, and none of them can go on."),
    LIVELOCK("livelock", "Threads run on and on without getting anywhere."),
    DATA_RACE(
            "data race",
            "Two threads access the same field or object, one writes, and nothing orders them: each may see anything."),
    TORN_UPDATE("torn compound update", "Values that belong together were seen, or left behind, half changed."),
    SLEEP_FOR_WAIT("sleep for a wait", "A sleep was taken for a wait until others had done something: they had not."),
    SWALLOWED_TIMEOUT(
            "swallowed timeout",
            "The time of a wait was over before others had done their part, and its thread went on as if they had."),
    UNEXPECTED_FAILURE("unexpected failure", "A failure that no serial order gives."),
    BROKEN_INVARIANT("broken invariant", "What must always hold does not hold."),
    NOT_SERIAL("not serialisable", "An outcome that no serial order gives."),
    UNCONTROLLED("uncontrolled", "The same order gave two outcomes: something is not under the explorer's control."),
    LEFT_CONTROL(
            "left control",
            "A thread waits for something, or does something, that is not under the explorer's control.");

    private final String text;
    private final String meaning;

    Anomaly(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** For people: {@code lost update}. */
    public String text() {
        return text;
    }

    /** What it means, in a sentence. */
    public String meaning() {
        return meaning;
    }
}
