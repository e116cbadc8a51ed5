package dev.brigade.web.options;

import java.time.Duration;

/** How long a request, or the work on an item, may be allowed to take. */
public final class Deadlines {
    public static final Duration LONGEST = Duration.ofDays(365);

    private Deadlines() {}

    /** The same, if it can be the deadline of a request. */
    public static Duration checked(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A request can't have a deadline of " + time + "; give up to " + LONGEST
                    + ", or Duration.ZERO for none");
        }
        return time;
    }
}
