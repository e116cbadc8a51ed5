package orders;

import dev.brigade.threads.NamedLock;

/** Locks taken in some order. */
public final class Recipes {
    private Recipes() {}

    /** {@code oven}, then {@code sink}. */
    public static boolean bakeThenWash(NamedLock oven, NamedLock sink) {
        try (var _ = oven.hold();
                var _ = sink.hold()) {
            return sink.isHeldByCurrentThread();
        }
    }

    /** {@code sink}, then {@code oven}. */
    public static boolean washThenBake(NamedLock oven, NamedLock sink) {
        try (var _ = sink.hold();
                var _ = oven.hold()) {
            return oven.isHeldByCurrentThread();
        }
    }

    /** Takes {@code oven} and does not give it back. */
    @SuppressWarnings("LockNotBeforeTry") // the mistake that is to be found
    public static void bakeAndForget(NamedLock oven) {
        oven.lock();
    }
}
