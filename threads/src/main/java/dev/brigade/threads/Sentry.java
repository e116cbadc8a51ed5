package dev.brigade.threads;

import java.util.List;
import java.util.Optional;

/**
 * Is told what an activity does with what it holds, where that may be a mistake; by the activity's own thread. A {@link
 * Recorder} has at most one. Safe from any thread; must not throw.
 */
public interface Sentry {

    /** It is about to wait for {@code next}, if need be, and holds {@code held}, the first acquired first. */
    void acquires(Activity activity, List<MeetingPoint> held, MeetingPoint next);

    /**
     * It ended with {@code at} held, which has been given back for it.
     *
     * @param where it was acquired, if {@link #wantsLines}
     */
    void leftHeld(Activity activity, MeetingPoint at, Optional<StackTraceElement> where);

    /** It lets {@code at} go, and has written rows while it held it, which nobody else sees before its commit. */
    void releasesBeforeCommit(Activity activity, MeetingPoint at);

    /**
     * It is about to enter the wait set of {@code at}, which it does from {@code site}. Called only if {@link #wantsLines}.
     *
     * @param unheard the last signal, if nobody heard it
     */
    void awaits(Activity activity, NamedCondition at, StackWalker.StackFrame site, Optional<UnheardSignal> unheard);

    /**
     * It wakes one of those in the wait set of {@code at}, which they entered from {@code sites}. Called only if {@link
     * #wantsLines}.
     */
    void signalsOne(Activity activity, NamedCondition at, List<StackWalker.StackFrame> sites);

    /** Whether the line of each acquisition shall be remembered; about a microsecond for each. Asked once for each activity. */
    boolean wantsLines();
}
