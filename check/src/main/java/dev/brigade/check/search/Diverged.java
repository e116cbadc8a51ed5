package dev.brigade.check.search;

/** A schedule could not be followed: the threads did something else than the last time. Something is not under control. */
public final class Diverged extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Diverged(String message) {
        super(message);
    }
}
