package dev.brigade.check.schedule;

/** Ends a thread of a run that is over, at its next point. An {@code Error}, so that few catch it. */
final class Abandoned extends Error {
    private static final long serialVersionUID = 1;

    Abandoned() {
        super("the run that this thread belongs to is over", null, false, false);
    }
}
