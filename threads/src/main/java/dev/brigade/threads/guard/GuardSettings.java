package dev.brigade.threads.guard;

import java.time.Duration;

/**
 * What a {@link Guard} looks at.
 *
 * @param lasting a wait that has lasted so long is looked into; zero for never
 * @param held a lock that is held so long during SQL, a call or a sleep is reported; zero for never
 * @param lines whether the line of each acquisition is remembered, so that a lock that was left held can be told with it
 */
public record GuardSettings(Duration lasting, Duration held, boolean lines) {
    public static final GuardSettings DEFAULT = new GuardSettings(Duration.ofMillis(50), Duration.ofSeconds(1), false);
}
