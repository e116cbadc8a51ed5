package dev.brigade.live.look;

import dev.brigade.threads.State;
import java.util.Optional;

/**
 * Those who wait for the same. Immutable.
 *
 * @param state what they say that they do
 * @param kind of the thing, as browsers know it
 * @param name of the thing
 * @param holder who has it, if that is one
 * @param count how many they are, 1 or more
 * @param longestNanos how long the first of them has waited
 */
record Crowd(
        Doing doing, State state, String kind, String name, Optional<String> holder, int count, long longestNanos) {}
