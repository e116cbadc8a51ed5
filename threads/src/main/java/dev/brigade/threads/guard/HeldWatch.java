package dev.brigade.threads.guard;

import dev.brigade.threads.Activity;
import dev.brigade.threads.ApplicationCode;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.Recorder;
import dev.brigade.threads.Status;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells of locks that are held for long while their holder waits for a database, another server or a clock: all who want
 * the lock wait for that too. Once for each line of the application. Confined to the guard's thread.
 */
final class HeldWatch {
    /** So many lines are told of; names that are made up at run time must not fill the heap. */
    private static final int MOST_LINES = 1_000;

    private final long longest;
    private final Consumer<Report> reports;
    private final Set<String> told = new HashSet<>();

    /** @param longest in nanoseconds; zero for never */
    HeldWatch(long longest, Consumer<Report> reports) {
        this.longest = longest;
        this.reports = reports;
    }

    void sweep(Recorder recorder, long now) {
        if (longest > 0) {
            recorder.forEachRunning(activity -> look(activity, now));
        }
    }

    private void look(Activity activity, long now) {
        Status status = activity.status();
        if (now - status.sinceNanos() < longest) {
            return;
        }
        Optional<MeetingPoint> lock = activity.held().stream()
                .filter(point -> point.kind() == MeetingPoint.Kind.LOCK)
                .filter(point -> !(point instanceof NamedLock named && named.isHeldForLong()))
                .findFirst();
        if (lock.isEmpty()) {
            return;
        }
        StackTraceElement[] stack =
                stack(activity); // once: it goes on meanwhile, and what is told shall be of one moment
        String doing = doing(status, stack);
        if (doing.isEmpty()) {
            return;
        }
        String line =
                ApplicationCode.innermost(stack).map(ApplicationCode::text).orElse("");
        if (told.size() < MOST_LINES && told.add(lock.get().family() + " " + line)) {
            reports.accept(new Report.HeldLong(
                    activity,
                    lock.get().family(),
                    activity + " has held lock \"" + lock.get().name() + "\" for more than "
                            + DeadlockText.seconds(now - status.sinceNanos()) + " while it " + doing
                            + (line.isEmpty() ? "" : ", at " + line)
                            + ". Whoever wants the lock waits for that too: do it before or after, or wait at a condition,"
                            + " which lets the lock go; if the lock stands for a thing that is in use, say so:"
                            + " lock.heldForLong(). Said once for this line."));
        }
    }

    private static StackTraceElement[] stack(Activity activity) {
        return activity.thread().map(Thread::getStackTrace).orElseGet(() -> new StackTraceElement[0]);
    }

    private static String doing(Status status, StackTraceElement[] stack) {
        return switch (status.state()) {
            case IN_SQL ->
                "waits for \"" + status.detail().replaceAll("\\s+", " ").strip() + "\"";
            case WAITS_FOR_SERVICE ->
                "waits for an answer of " + status.at().map(MeetingPoint::name).orElse("a server");
            case RUNNING -> sleeps(stack) ? "sleeps" : "";
            default -> "";
        };
    }

    private static boolean sleeps(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (ApplicationCode.isOf(frame)) {
                return false;
            }
            if (frame.getClassName().equals("java.lang.Thread")
                    && frame.getMethodName().startsWith("sleep")) {
                return true;
            }
        }
        return false;
    }
}
