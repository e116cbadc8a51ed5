package dev.brigade.live.look;

import dev.brigade.threads.Activity;
import dev.brigade.threads.ApplicationCode;
import dev.brigade.threads.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * In which line of the application's code those are that have done the same for a while. A look at a stack costs some ten
 * microseconds, so only few are looked at each time, and those that wait only once for each wait. Confined to whoever looks.
 */
final class Lines {
    private static final long WHILE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);
    private static final int AT_ONCE = 20;

    private record Found(Status status, String line, long nanos) {}

    private Map<Activity, Found> found = Map.of();

    /** Looks where {@code shown} are; forgets all others. */
    void look(List<Seen> shown, long now) {
        Map<Activity, Found> next = new HashMap<>();
        int looks = 0;
        for (Seen one : shown) {
            Found last = found.get(one.activity());
            if (last != null && !isSame(last.status(), one.status())) {
                last = null;
            }
            boolean due = now - one.status().sinceNanos() >= WHILE
                    && (last == null || (!one.isBlocked() && now - last.nanos() >= AGAIN));
            if (due && looks < AT_ONCE) {
                looks++;
                last = new Found(one.status(), line(one.activity()), now);
            }
            if (last != null) {
                next.put(one.activity(), last);
            }
        }
        found = next;
    }

    /** {@code Kitchen.java:41}; empty if it has not been looked up. */
    String of(Activity activity) {
        Found last = found.get(activity);
        return last == null ? "" : last.line();
    }

    @SuppressWarnings("ReferenceEquality") // the same wait, not one like it
    private static boolean isSame(Status one, Status other) {
        return one == other;
    }

    private static String line(Activity activity) {
        return ApplicationCode.of(activity)
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }
}
