package dev.brigade.check.control;

import org.jspecify.annotations.Nullable;

/** A step in whose middle its thread may wait, perhaps only so long, and may get what it wants or not. */
abstract class WaitingStep extends SharedStep {
    private boolean successful;
    private boolean outOfTime;
    /** What this is the rest of; null if it is none. */
    private @Nullable WaitingStep whole;

    WaitingStep(Object owner, Object part, boolean changes, Role role, int site) {
        super(owner, part, changes, role, site);
    }

    @Override
    public boolean hasAcquired() {
        WaitingStep known = whole;
        return role() != Role.TAKES || successful || (known != null && known.hasAcquired());
    }

    @Override
    public void endsEarly() {
        outOfTime = true;
    }

    @Override
    public boolean isOutOfTime() {
        return outOfTime;
    }

    /**
     * What the rest of this does to a lock. If its thread goes on because its time is over, it may do so before what would have made
     * it possible, or after that.
     */
    final Role roleOfRest() {
        return outOfTime ? Role.TAKES : Role.FOLLOWS;
    }

    /** This is the rest of another one, which may have succeeded or not. */
    final void isRestOf(WaitingStep other) {
        whole = other;
    }

    @Override
    public String restText() {
        return outOfTime ? "goes on in time, the others being slow: " + text() : super.restText();
    }

    /** It has got what it wanted to take. */
    final void succeeds() {
        successful = true;
    }
}
