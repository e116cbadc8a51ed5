package dev.brigade.web.engine.helidon;

import dev.brigade.web.engine.EngineSettings;

/** The settings of an engine in nanoseconds, and what is not for users to set. */
record Limits(
        int headBytes,
        long bodyBytes,
        long headNanos,
        long idleNanos,
        long bodyGraceNanos,
        long bodyMinRate,
        long writeGraceNanos,
        long writeMinRate) {

    static final long SECOND = 1_000_000_000L;

    /** Lines of a head behind the first, with the empty one at its end. */
    static final int FIELDS = 201;

    /** A handler that runs longer than this has its client watched. */
    static final long PROBE_AFTER_NANOS = SECOND;

    /** An unread rest of a body up to this size is read and dropped; behind a larger one the connection ends. */
    static final int DRAIN_BYTES = 64 * 1024;

    /** How long and how much is read and dropped from a client that still sends when the connection ends. */
    static final long LINGER_NANOS = SECOND;

    static final long LINGER_BYTES = 1024 * 1024;

    /** What is written at once, under one deadline. */
    static final int SLICE_BYTES = 64 * 1024;

    static Limits of(EngineSettings settings) {
        return new Limits(
                settings.maxHeadBytes(),
                settings.maxBodyBytes(),
                settings.headDeadline().toNanos(),
                settings.idleDeadline().toNanos(),
                settings.bodyGrace().toNanos(),
                settings.bodyMinRate(),
                settings.writeGrace().toNanos(),
                settings.writeMinRate());
    }

    /** How long {@code bytes} of a response may take. */
    long writeNanos(int bytes) {
        return writeGraceNanos + nanosFor(bytes, writeMinRate);
    }

    /** How long a body of which {@code bytes} came may have been waited for. */
    long bodyNanos(long bytes) {
        return bodyGraceNanos + nanosFor(bytes, bodyMinRate);
    }

    private static long nanosFor(long bytes, long bytesPerSecond) {
        return (long) ((double) bytes / bytesPerSecond * SECOND);
    }
}
