package dev.brigade.live.look;

import dev.brigade.threads.Activity;
import dev.brigade.threads.ApplicationCode;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * In which line of the application's code those are that have done the same for a while. A look at a stack costs some ten
 * microseconds, so only few are looked at each time, and those that wait only once for each wait. Confined to whoever looks.
 */
final class Lines {
    private static final long WHILE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);
    private static final int AT_ONCE = 20;

    /** @param unnamed see {@link #waitOf} */
    private record Found(Status status, String line, String unnamed, long nanos) {}

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
                last = found(one, now);
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

    /**
     * At what of the JDK's an activity waits that seems to run, since nobody has given it a name: {@code blocked by synchronized}, {@code waits in CompletableFuture.get};
     * empty if it does not, or has not been looked at.
     */
    String waitOf(Activity activity) {
        Found last = found.get(activity);
        return last == null ? "" : last.unnamed();
    }

    @SuppressWarnings("ReferenceEquality") // the same wait, not one like it
    private static boolean isSame(Status one, Status other) {
        return one == other;
    }

    private static Found found(Seen one, long now) {
        Optional<Thread> thread = one.activity().thread();
        StackTraceElement[] stack = thread.map(Thread::getStackTrace).orElseGet(() -> new StackTraceElement[0]);
        return new Found(
                one.status(),
                ApplicationCode.innermost(stack)
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .orElse(""),
                one.status().state() == State.RUNNING
                        ? thread.map(these -> unnamed(these.getState(), stack)).orElse("")
                        : "",
                now);
    }

    private static String unnamed(Thread.State state, StackTraceElement[] stack) {
        return switch (state) {
            case BLOCKED -> "blocked by synchronized";
            case WAITING, TIMED_WAITING -> {
                String called = "";
                for (StackTraceElement frame : stack) {
                    if (ApplicationCode.isOf(frame)) {
                        break;
                    }
                    String type = frame.getClassName();
                    called = type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
                }
                yield called.isEmpty() ? "" : "waits in " + called;
            }
            case NEW, RUNNABLE, TERMINATED -> "";
        };
    }
}
