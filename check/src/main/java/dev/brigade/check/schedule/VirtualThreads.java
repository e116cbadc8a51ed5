package dev.brigade.check.schedule;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK does not show of its virtual threads, by reflection: how to make one with a scheduler of one's own, and in which
 * state it is. Written for JDK 25; on one that is made differently, its first use says so. Needs {@code java.base/java.lang}
 * opened, which the agent does. Safe from any thread.
 */
final class VirtualThreads {
    // the states of java.lang.VirtualThread
    private static final int STARTED = 1;
    private static final int UNPARKED = 9;
    private static final int YIELDED = 11;
    private static final int BLOCKING = 12;
    private static final int UNBLOCKED = 14;
    private static final int TIMED_WAIT = 18;
    private static final int TERMINATED = 99;

    private static final Constructor<?> BUILDER;
    private static final VarHandle STATE;
    private static final VarHandle CONTINUATION;
    private static final VarHandle ON_WAITING_LIST;
    private static final Thread UNBLOCKER;

    static {
        try {
            BUILDER = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            BUILDER.setAccessible(true);
            Class<?> type = Class.forName("java.lang.VirtualThread");
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            STATE = inside.findVarHandle(type, "state", int.class);
            CONTINUATION = inside.findVarHandle(type, "runContinuation", Runnable.class);
            ON_WAITING_LIST = inside.findVarHandle(type, "onWaitingList", boolean.class);
            UNBLOCKER = unblocker();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "The explorer knows the virtual threads of JDK 25; this is " + Runtime.version()
                            + ", where they are made differently (" + e + "). Run the tests on JDK 25.",
                    e);
        }
    }

    private VirtualThreads() {}

    private static Thread unblocker() throws ReflectiveOperationException {
        Method all = Thread.class.getDeclaredMethod("getAllThreads");
        all.setAccessible(true);
        for (Thread thread : (Thread[]) all.invoke(null)) {
            if (thread.getName().equals("VirtualThread-unblocker")) {
                return thread;
            }
        }
        throw new NoSuchFieldException("no thread VirtualThread-unblocker");
    }

    /** Makes virtual threads that {@code scheduler} runs. */
    static Thread.Builder.OfVirtual runBy(Executor scheduler) {
        try {
            Thread.Builder.OfVirtual builder = (Thread.Builder.OfVirtual) BUILDER.newInstance(scheduler);
            return builder.inheritInheritableThreadLocals(false);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The JDK made no virtual thread", e);
        }
    }

    /** The task that the JDK submits whenever this virtual thread can go on. */
    static Runnable continuation(Thread virtual) {
        return (Runnable) CONTINUATION.get(virtual);
    }

    /** The virtual thread whose start submits {@code task}; null if it is none. */
    static @Nullable Thread threadOf(Runnable task) {
        try {
            for (Field field : task.getClass().getDeclaredFields()) {
                field.setAccessible(true);
                if (field.get(task) instanceof Thread thread) {
                    return thread;
                }
            }
            return null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean hasEnded(Thread virtual) {
        return state(virtual) == TERMINATED;
    }

    /** Waits to enter a monitor, or in the wait set of one: the JDK hands these over asynchronously. */
    static boolean isAtMonitor(Thread virtual) {
        int state = state(virtual);
        return state >= BLOCKING && state <= TIMED_WAIT;
    }

    /** Can go on, as far as the JDK is concerned: so it has been submitted or is about to be. */
    static boolean isRunnable(Thread virtual) {
        int state = state(virtual);
        return state == STARTED || state == UNPARKED || state == YIELDED || state == UNBLOCKED;
    }

    private static int state(Thread virtual) {
        return (int) STATE.getVolatile(virtual) & 0xff;
    }

    /** Whether the JDK has still to hand it what another thread let go. */
    static boolean isOnWaitingList(Thread virtual) {
        return (boolean) ON_WAITING_LIST.getVolatile(virtual);
    }

    /** Returns when the JDK's thread that hands monitors over has nothing more to do. */
    static void awaitHandOver() {
        for (int spins = 0; true; spins++) {
            StackTraceElement[] stack = UNBLOCKER.getStackTrace();
            if (stack.length > 0 && stack[0].getMethodName().equals("takeVirtualThreadListToUnblock")) {
                return;
            }
            giveWay(spins);
        }
    }

    /** Waits a little; after some times so that the JDK's threads get this processor, of which there may be no other. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint is all that is wanted
    static void giveWay(int spins) {
        if (spins < 100) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
