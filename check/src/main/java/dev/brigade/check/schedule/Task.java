package dev.brigade.check.schedule;

import org.jspecify.annotations.Nullable;

/**
 * A thread under control. Confined to the carrier: the thread that runs the {@link Scheduler}, or the controlled thread that it
 * carries at this moment, which are never at work at once.
 */
public final class Task {
    private final int id;
    private final String key;
    private final String name;
    private final @Nullable Task parent;
    private final Thread thread;
    private final Runnable continuation;
    /** In the scheduler's list of those that the JDK wants to be run. */
    boolean ready;
    /** What it does when it is chosen; null while it runs, or waits. */
    @Nullable
    Operation next = Plain.START;
    /** The last operation that it began. */
    Operation last = Plain.START;

    int children;
    private int seeds;
    /** How many more steps that change nothing it may make before others go first. */
    int patience;
    /** How many such steps it has made since something changed, or it changed something. */
    int tries;
    /** How often it has said since then that others may go first. */
    int yields;
    /** Whether it says at this moment that others may go first: when it goes on, that is not the rest of what it did before. */
    boolean yieldsNow;
    /** How much more patience than usual it has been given since then. */
    int granted;
    /** How many steps it has made since the run was over. */
    int lateSteps;
    /** How often it has gone on, after a wait, in the midst of its last operation. */
    int resumptions;
    /** How often it has asked for the time since its last step. */
    int questions;
    /** Whether it has asked for the time since it last had all its patience. */
    boolean asksTime;
    /** Whether it has given up the processor because it asked for the time again and again. */
    boolean waitsByClock;
    /** How many steps the run had when it was started: the last of these was its parent's. */
    int bornAt;

    /** How many steps it has made in this run. */
    int steps;
    /** How many it had made when it was looked at what it waits for. */
    int lookedAt = -1;
    /** Whether it may be at work on what an explored thread has caused, if it is none itself. */
    boolean caused;
    /** How many of its sleeps have ended early in this run. */
    int earlySleeps;
    /** How many of its time limits have ended early in this run. */
    int earlyLimits;
    /** Whether the sleep that it begins shall end early. */
    boolean sleepsEarly;
    /** How often time has passed for it since the explored threads had ended. */
    int latePlans;

    boolean ended;
    /** Waits for an answer from outside that will come without any other thread's help, such as a statement's result. */
    boolean outside;
    /** Whether it was held up since it asked outside. */
    boolean wasHeldUp;

    private boolean heldUp;

    private @Nullable Object attachment;

    Task(int id, String key, String name, @Nullable Task parent, Thread thread, Runnable continuation) {
        this.id = id;
        this.key = key;
        this.name = name;
        this.parent = parent;
        this.thread = thread;
        this.continuation = continuation;
    }

    /** A small number, the same in each run for the same thread. */
    public int id() {
        return id;
    }

    /** Its place among the threads: {@code 1} for the second of those explored, {@code 1.0} for the first that this one started. */
    public String key() {
        return key;
    }

    /** For people. */
    public String name() {
        return name;
    }

    /** Who started it; itself for one of those explored. */
    public Task root() {
        return parent == null ? this : parent.root();
    }

    /** Whether it is one of those explored, not started by one of them. */
    public boolean isRoot() {
        return parent == null;
    }

    /** Whether it is one of those explored, or started by one of these. */
    boolean isExplored() {
        return Character.isDigit(key.charAt(0));
    }

    /** Whether {@code other} has started it. */
    public boolean isStartedBy(Task other) {
        return parent == other;
    }

    public Thread thread() {
        return thread;
    }

    /** What it does when it is chosen. */
    public Operation next() {
        Operation known = next;
        return known != null ? known : yieldsNow ? Plain.GOES_ON : Resumption.after(last);
    }

    /** The operation that it has made, or begun, last. */
    public Operation last() {
        return last;
    }

    /** How many steps the run had when it was started by another one; the last of these started it. 0 for a root. */
    public int bornAt() {
        return bornAt;
    }

    /** The next of the random numbers that it gets, the same in each run whatever the others do. */
    public long nextSeed() {
        long number = (long) key.hashCode() << 32 | seeds++;
        number = (number ^ number >>> 30) * 0xBF58476D1CE4E5B9L; // the finaliser of SplitMix64
        number = (number ^ number >>> 27) * 0x94D049BB133111EBL;
        return number ^ number >>> 31;
    }

    /** Whether it has come to its end. */
    public boolean hasEnded() {
        return ended;
    }

    /** Whether the limit of one of its waits has ended early in this run. */
    public boolean hasRunOutOfTime() {
        return earlyLimits > 0;
    }

    /** Something that belongs to this thread, kept for whoever controls it. */
    public @Nullable Object attachment() {
        return attachment;
    }

    public void attach(@Nullable Object newAttachment) {
        attachment = newAttachment;
    }

    /** Whether it waits outside for what another thread has there. */
    public boolean heldUp() {
        return heldUp;
    }

    /** Says whether it waits outside for what another thread has there. */
    public void heldUp(boolean value) {
        heldUp = value;
    }

    Runnable continuation() {
        return continuation;
    }

    @Override
    public String toString() {
        return name;
    }
}
