package dev.brigade.data;

/** Tells a failure that goes away when the work runs again from one that does not. */
public final class Conflicts {
    private Conflicts() {}

    /**
     * Whether {@code failure} or one of its causes is a serialization failure or a deadlock (SQLSTATE 40001, 40P01, and
     * H2's own codes), so that the same work may be run again from its beginning.
     */
    public static boolean isConflict(Throwable failure) {
        return false;
    }
}
