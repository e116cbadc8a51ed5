package dev.brigade.live.look;

/**
 * That one activity waits for another. Immutable.
 *
 * @param from who waits
 * @param to who must act
 * @param at the thing that it waits for
 * @param any whether it is enough that one of several acts (OR); else each must (AND)
 */
public record Edge(long from, long to, String at, boolean any) {}
