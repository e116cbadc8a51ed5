package dev.brigade.web.watch;

import dev.brigade.threads.Activity;
import dev.brigade.threads.ApplicationCode;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.Status;
import java.util.List;

/** Says for people what an activity does at this moment: at a meeting point by its status, elsewhere by its stack. */
public final class Doing {
    private static final int LONGEST_SQL = 80;

    private static final List<String> DRIVERS = List.of("org.h2.", "org.postgresql.");

    private Doing() {}

    /** Continues a sentence: {@code waits for lock "oven" in kitchen.Oven.bake(Oven.java:88)}. */
    public static String of(Activity activity) {
        Status status = activity.status();
        StackTraceElement[] stack =
                activity.thread().map(Thread::getStackTrace).orElseGet(() -> new StackTraceElement[0]);
        String place = ApplicationCode.innermost(stack)
                .map(frame -> " in " + ApplicationCode.text(frame))
                .orElse("");
        String name =
                status.at().map(MeetingPoint::name).map(n -> " \"" + n + "\"").orElse("");
        return switch (status.state()) {
            case RUNNING ->
                (activity.thread()
                                        .filter(thread -> thread.getState() == Thread.State.BLOCKED)
                                        .isPresent()
                                ? "is blocked by synchronized"
                                : verb(stack))
                        + place;
            case WAITS_FOR_LOCK -> "waits for lock" + name + place;
            case IN_WAIT_SET -> "waits at condition" + name + place;
            case REACQUIRES_LOCK -> "waits to have the lock of condition" + name + " again" + place;
            case WAITS_FOR_PERMIT -> "waits for a permit of" + name + place;
            case WAITS_TO_PUT -> "waits for room in queue" + name + place;
            case WAITS_TO_TAKE -> "waits for an item of queue" + name + place;
            case WAITS_FOR_CONNECTION -> "waits for a connection of pool" + name + place;
            case WAITS_FOR_SERVICE -> "waits for an answer of" + name + place;
            case IN_SQL -> "waits for \"" + brief(status.detail()) + "\"" + place;
            case COMMITTING -> "commits";
            case ROLLING_BACK -> "rolls back";
            case ENDED -> "has ended";
        };
    }

    /** Whether a driver of a database is at work on the thread of {@code activity}. */
    static boolean isInDriver(Activity activity) {
        for (StackTraceElement frame :
                activity.thread().map(Thread::getStackTrace).orElseGet(() -> new StackTraceElement[0])) {
            if (DRIVERS.stream().anyMatch(frame.getClassName()::startsWith)) {
                return true;
            }
            if (ApplicationCode.isOf(frame)) {
                return false;
            }
        }
        return false;
    }

    /** By the frames above the application's. */
    private static String verb(StackTraceElement[] stack) {
        String verb = "runs";
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            if (ApplicationCode.isOf(frame)) {
                break;
            }
            if (type.equals("java.lang.Thread") && frame.getMethodName().startsWith("sleep")) {
                return "sleeps";
            }
            if (type.startsWith("jdk.internal.net.http.") || type.startsWith("sun.net.www.")) {
                return "waits for an HTTP answer";
            }
            if (type.equals("java.util.concurrent.locks.LockSupport") || type.equals("java.lang.Object")) {
                verb = "waits";
            }
        }
        return verb;
    }

    private static String brief(String sql) {
        String line = sql.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_SQL ? line : line.substring(0, LONGEST_SQL) + "…";
    }
}
