package dev.brigade.threads;

/**
 * Something that is held until {@link #close}, for {@code try (var _ = lock.hold())}. Closing twice does nothing more.
 * Confined to the thread that got it.
 */
public final class Held implements AutoCloseable {
    private final Runnable release;
    private boolean open = true;

    Held(Runnable release) {
        this.release = release;
    }

    /** Gives it back. */
    @Override
    public void close() {
        if (open) {
            open = false;
            release.run();
        }
    }
}
