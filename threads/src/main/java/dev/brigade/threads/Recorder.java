package dev.brigade.threads;

import java.util.concurrent.atomic.AtomicLong;

/** Gives activities their identity and remembers what they did. One per application; safe from any thread. */
public final class Recorder {
    private final AtomicLong ids = new AtomicLong();

    /** A new activity, not yet running, named {@code label #id}. */
    public Activity begin(Activity.Kind kind, String label) {
        return new Activity(ids.incrementAndGet(), kind, label);
    }
}
