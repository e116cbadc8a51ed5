package dev.brigade.threads;

import java.util.Optional;

/**
 * What an {@link Activity} does, where, and since when: one immutable value, so that a reader on another thread never
 * sees the state of one moment with the place of another.
 *
 * @param state what it does
 * @param at where, if it is at a meeting point
 * @param detail more for people, such as the SQL text; empty if there is none
 * @param sinceNanos {@link System#nanoTime()} when it began
 */
public record Status(State state, Optional<MeetingPoint> at, String detail, long sinceNanos) {}
