package dev.brigade.live.look;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Something that happened to an activity, as browsers know it. Immutable.
 *
 * @param activity to whom
 * @param kind {@code acquired}, {@code signalled}, …
 * @param nanos when; empty if no time was taken: between the one before and the one after of the same activity
 * @param at the thing at which; empty if at none
 * @param other the other activity: who held it, who signalled, who was signalled
 * @param number permits, or which run
 * @param state the state of a wait, as {@link Doing}
 * @param detail more for people; empty if there is none
 */
public record Happening(
        long activity,
        String kind,
        OptionalLong nanos,
        String at,
        OptionalLong other,
        OptionalInt number,
        String state,
        String detail) {}
