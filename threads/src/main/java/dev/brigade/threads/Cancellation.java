package dev.brigade.threads;

/**
 * How others may end an activity before its time: a deadline, a guard that breaks a deadlock, a person at the live page. The
 * owner of the activity registers it with {@link Activity#cancellableBy}, since only the owner knows what must not be cut
 * short.
 */
@FunctionalInterface
public interface Cancellation {

    /**
     * Makes the activity end soon: what it waits for is given up and what it has done is undone. Safe from any thread; does
     * not wait for the end.
     *
     * @param why for the log and for whoever waits for its result
     * @return false if nothing will come of it, since the activity is past the point where it can be undone, has ended, or
     *     was cancelled before
     */
    boolean cancel(String why);
}
