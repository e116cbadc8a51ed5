package dev.brigade.threads;

/**
 * Is told of each step at each meeting point, on the thread that makes it and while it makes it. A {@link Recorder} has at
 * most one, for all its activities; without one a step costs a comparison with null.
 *
 * <p>Both methods are called outside the resource's own critical sections, by many threads at once: an implementation is
 * safe from any thread.
 */
public interface Watcher {

    /**
     * The activity is about to make this step; nothing of it has happened. It happens when this returns, so whoever blocks
     * here decides who goes next. When this throws, the step is not made and the caller gets the exception.
     */
    void before(Activity activity, Step step, MeetingPoint at);

    /**
     * The activity has made this step. Not called for a step that was given up: a try that failed, a wait that timed out
     * or was interrupted. Called for a statement, commit or rollback that failed, since it did take place; and for each
     * await, since it holds the lock again however it ended. Must not throw: the activity may hold what it has just
     * acquired.
     */
    void after(Activity activity, Step step, MeetingPoint at);
}
