package dev.brigade.check.schedule;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What is not under control and takes part all the same: platform threads that wake explored ones, the common pool. Noted by
 * whoever meets them, also by the strangers themselves; the list is made for that. The rest is confined to the carrier.
 *
 * <p>How soon a stranger is done depends on the machine. So before time passes for a run, or it is given up because nobody can go on, those
 * that explored threads have set to work are waited for until they rest; one that does not is noted, so that no verdict is given.
 */
final class Strangers {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** The network may take its time; what comes of it is not explored anyway. */
    private static final long NETWORK_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Where nothing is known of anybody at work. */
    private static final long DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** The same once so many runs have got stuck and nothing ever came. */
    private static final int DOUBTS = 3;

    private static final long LITTLE_DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long MOMENT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    /** Platform threads that threads of this run have started, or let go on, with the processor's time that they had used then. */
    private final Map<Thread, Long> atWork = new HashMap<>();
    /** How often, over all runs, nobody could go on and nothing came. */
    private int inVain;

    /** A new run begins. */
    void clear() {
        if (!seen.isEmpty()) {
            seen.clear();
        }
        if (!atWork.isEmpty()) {
            atWork.clear();
        }
    }

    /** Safe from any thread. */
    void note(String where) {
        if (!seen.contains(where)) {
            seen.add(where);
        }
    }

    /** Each once. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    /** {@code platform} may work for the run from now on. */
    void isAtWork(Thread platform) {
        atWork.put(platform, cpuNanos(platform));
    }

    /**
     * Nobody can go on until time passes: waits for strangers that are at work for the run. Returns whether one has brought something, or
     * has come to its end, for which somebody may have waited.
     *
     * @param waiting the threads of the run
     * @param hasCome whether something has come
     */
    boolean bringFirst(List<Task> waiting, BooleanSupplier hasCome) {
        if (isAtNetwork(waiting)) {
            note("the network, which a thread waits for");
            return awaited(hasCome, NETWORK_NANOS);
        }
        if (atWork.isEmpty()) {
            return false;
        }
        long began = System.nanoTime();
        while (!hasCome.getAsBoolean()) {
            if (atWork.keySet().removeIf(platform -> platform.getState() == Thread.State.TERMINATED)) {
                return true;
            }
            if (atWork.keySet().stream().noneMatch(this::works)) {
                return false;
            }
            if (System.nanoTime() - began > PATIENCE_NANOS) {
                atWork.keySet().stream()
                        .filter(this::works)
                        .forEach(platform -> note("thread \"" + platform.getName() + "\", which has worked for "
                                + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s"));
                atWork.clear();
                return false;
            }
            LockSupport.parkNanos(MOMENT_NANOS);
        }
        return true;
    }

    /** Who was let go on and has not run since seems to wait still. Who sleeps goes on by itself; else a wait with a limit is one for work. */
    private boolean works(Thread platform) {
        return switch (platform.getState()) {
            case NEW, RUNNABLE, BLOCKED -> true;
            case TIMED_WAITING -> hasNotRun(platform) || sleeps(platform);
            case WAITING -> hasNotRun(platform);
            case TERMINATED -> false;
        };
    }

    private boolean hasNotRun(Thread platform) {
        return threads.isThreadCpuTimeSupported()
                && Long.valueOf(cpuNanos(platform)).equals(atWork.get(platform));
    }

    private static boolean sleeps(Thread platform) {
        for (StackTraceElement frame : platform.getStackTrace()) {
            if (frame.getMethodName().equals("sleep") && frame.getClassName().equals("java.lang.Thread")) {
                return true;
            }
        }
        return false;
    }

    /** Changes as soon as a thread has run; always the same where it is not known. */
    private long cpuNanos(Thread platform) {
        return threads.isThreadCpuTimeSupported() ? threads.getThreadCpuTime(platform.threadId()) : 0;
    }

    /**
     * Nobody can go on: whether a stranger, or the JDK, brings something after all.
     *
     * @param hasCome whether something has come
     */
    boolean bring(BooleanSupplier hasCome) {
        long doubt = inVain < DOUBTS ? DOUBT_NANOS : LITTLE_DOUBT_NANOS;
        boolean known = !seen.isEmpty() || !ForkJoinPool.commonPool().isQuiescent();
        long patience = known ? PATIENCE_NANOS : doubt;
        if (awaited(hasCome, patience)) {
            inVain = 0;
            return true;
        }
        inVain++;
        return false;
    }

    private static boolean awaited(BooleanSupplier hasCome, long patience) {
        long began = System.nanoTime();
        while (!hasCome.getAsBoolean() && System.nanoTime() - began < patience) {
            LockSupport.parkNanos(Math.min(patience / 20, 1_000_000));
        }
        return hasCome.getAsBoolean();
    }

    /** Whether somebody waits for an answer over the network that is not one of a database which is explored. Looks at each wait once. */
    private static boolean isAtNetwork(List<Task> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            if (task.isExplored()
                    && !task.ended
                    && !task.ready
                    && !task.outside
                    && task.next == null
                    && task.lookedAt != task.steps) {
                task.lookedAt = task.steps;
                for (StackTraceElement frame : task.thread().getStackTrace()) {
                    if (frame.getClassName().startsWith("sun.nio.ch.")
                            || frame.getClassName().startsWith("jdk.internal.net.http.")) {
                        task.lookedAt = -1;
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
