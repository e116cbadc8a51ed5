package dev.brigade.live.trace;

import dev.brigade.threads.Activity;

/**
 * A time in which an activity did one thing. Immutable.
 *
 * @param category {@code activity}, {@code wait}, {@code sql}, …
 * @param detail more for people; empty if there is none
 * @param begin in nanoseconds of {@link System#nanoTime()}
 * @param end not before {@code begin}
 */
record Slice(Activity activity, String name, String category, String detail, long begin, long end) {}
