package dev.brigade.threads;

import java.time.Duration;

/**
 * How much a {@link Recorder} remembers of what has ended.
 *
 * @param keep how long an event is remembered
 * @param events how many events are remembered at most; each ended activity counts for two and its log's entries. An
 *     event takes some 25 bytes and an activity some 400, so 100,000 events take about 20 MB at worst. 0 for none: then who runs and what it does at the moment is known, and
 *     nothing of what was before
 */
public record RecorderSettings(Duration keep, int events) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** 60 seconds and 100,000 events. */
    public static final RecorderSettings DEFAULT = new RecorderSettings(Duration.ofSeconds(60), 100_000);

    public RecorderSettings {
        if (!keep.isPositive() || keep.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "A recorder can't keep events for " + keep + "; give a positive time of at most " + LONGEST);
        }
        if (events < 0) {
            throw new IllegalArgumentException("A recorder can't keep " + events + " events; give 0 or more");
        }
    }

    public RecorderSettings keep(Duration keep) {
        return new RecorderSettings(keep, events);
    }

    public RecorderSettings events(int events) {
        return new RecorderSettings(keep, events);
    }
}
