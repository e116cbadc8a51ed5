package dev.brigade.threads;

/**
 * Those meeting points that an order of acquisition does not tell apart: a lock by itself, all locks of one family of keys,
 * a pool.
 *
 * @param kind what they are
 * @param name for people
 */
public record Family(MeetingPoint.Kind kind, String name) {
    /** As in {@code lock "oven"}. */
    @Override
    public String toString() {
        return kind.text() + " \"" + name + "\"";
    }
}
