package dev.brigade.check.hooks;

import java.util.Random;

/**
 * The static methods that instrumented code calls. They cost a read of a field while nothing is explored.
 *
 * <p>Safe from any thread: the one field is volatile, and set before a run and cleared after it by the thread that runs it, under the
 * class's lock.
 */
public final class Hooks {
    private static volatile Probe probe;

    private Hooks() {}

    /** From now on {@code newProbe} is told. */
    public static synchronized void tell(Probe newProbe) {
        probe = newProbe;
    }

    /** From now on nobody is told, unless another one than {@code oldProbe} is told by now. */
    @SuppressWarnings("ReferenceEquality") // a probe is what it is
    public static synchronized void tellNoMore(Probe oldProbe) {
        if (probe == oldProbe) {
            probe = null;
        }
    }

    public static void beforeRead(Object owner, int site) {
        Probe told = probe;
        if (told != null) {
            told.beforeRead(owner, site);
        }
    }

    public static void beforeWrite(Object owner, int site) {
        Probe told = probe;
        if (told != null) {
            told.beforeWrite(owner, site);
        }
    }

    public static void beforeArrayRead(Object array, int index, int site) {
        Probe told = probe;
        if (told != null) {
            told.beforeArrayRead(array, index, site);
        }
    }

    public static void beforeArrayWrite(Object array, int index, int site) {
        Probe told = probe;
        if (told != null) {
            told.beforeArrayWrite(array, index, site);
        }
    }

    public static void beforeEnter(Object monitor, int site) {
        Probe told = probe;
        if (told != null) {
            told.beforeEnter(monitor, site);
        }
    }

    /** A thread is started, or let go on, by the current one. */
    public static void wakes(Thread thread) {
        Probe told = probe;
        if (told != null && thread != null && !thread.isVirtual()) {
            told.wakes(thread);
        }
    }

    public static void entered(Object monitor, int site) {
        Probe told = probe;
        if (told != null) {
            told.entered(monitor, site);
        }
    }

    public static void beforeExit(Object monitor, int site) {
        Probe told = probe;
        if (told != null) {
            told.beforeExit(monitor, site);
        }
    }

    public static void beforeCall(Object receiver, Object argument, int site) {
        Probe told = probe;
        if (told != null) {
            told.beforeCall(receiver, argument, site);
        }
    }

    public static void called(Object receiver, Object result, int site) {
        Probe told = probe;
        if (told != null) {
            told.called(receiver, result, site);
        }
    }

    public static void threw(Object receiver, Throwable thrown, int site) {
        Probe told = probe;
        if (told != null) {
            told.threw(receiver, thrown, site);
        }
    }

    public static void given(Object object, Object library, int site) {
        Probe told = probe;
        if (told != null) {
            told.given(object, library, site);
        }
    }

    public static void got(Object object, Object library, int site) {
        Probe told = probe;
        if (told != null) {
            told.got(object, library, site);
        }
    }

    public static void initialised(int site) {
        Probe told = probe;
        if (told != null) {
            told.initialised(site);
        }
    }

    /** Whether the current thread is under exploration. */
    public static boolean on() {
        Probe told = probe;
        return told != null && told.on();
    }

    public static long nanoTime() {
        Probe told = probe;
        return told == null ? System.nanoTime() : told.nanoTime();
    }

    public static long currentTimeMillis() {
        Probe told = probe;
        return told == null ? System.currentTimeMillis() : told.currentTimeMillis();
    }

    /** A source of random numbers has been made without a seed. */
    public static void unseeded(Random source) {
        Unseeded.add(source);
    }

    /** Whether a source's numbers are to come from {@link #bits}: if there is a run for the current thread, and it was given no seed. */
    public static boolean isUnseeded(Random source) {
        return on() && Unseeded.contains(source);
    }

    /** As many random bits as {@link Random} is asked for. */
    public static int bits(int count) {
        return (int) (mix(seed(0)) >>> (64 - count));
    }

    /** {@link Math#random()} for the current thread. */
    public static double random() {
        return on() ? (mix(seed(0)) >>> 11) * 0x1.0p-53 : Math.random();
    }

    /** Fills {@code bytes} with what depends on the run only; false, and nothing is done, if there is none for the current thread. */
    public static boolean fill(byte[] bytes) {
        if (!on()) {
            return false;
        }
        long state = seed(0);
        for (int i = 0; i < bytes.length; i++) {
            if (i % Long.BYTES == 0) {
                state = mix(state + i);
            }
            bytes[i] = (byte) (state >>> (8 * (i % Long.BYTES)));
        }
        return true;
    }

    /** What {@code ThreadLocalRandom} adds to its state: nothing under exploration, where a thread's number differs in each run. */
    public static long threadId(long real) {
        return on() ? 0 : real;
    }

    /** Variant 13 of Stafford's mixers, as {@link java.util.SplittableRandom} has it: seeds are often small numbers, one after another. */
    private static long mix(long seed) {
        long mixed = seed + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    public static long seed(long fallback) {
        Probe told = probe;
        return told == null ? fallback : told.seed(fallback);
    }

    /**
     * What the JDK's {@code VM.getNanoTimeAdjustment} says: nanoseconds from {@code offset}, seconds since 1970, until now.
     *
     * @param real what it said
     */
    public static long nanoTimeAdjustment(long offset, long real) {
        Probe told = probe;
        return told == null || !told.on() ? real : (told.currentTimeMillis() - offset * 1000) * 1_000_000;
    }
}
