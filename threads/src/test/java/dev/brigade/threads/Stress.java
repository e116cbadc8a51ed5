package dev.brigade.threads;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** For how long, and how irregularly, tests under stress run: {@code -Dbrigade.stress.seconds=60}. */
public final class Stress {
    private static final long SECONDS = Long.getLong("brigade.stress.seconds", 3);

    private final long end;

    private Stress(Duration time) {
        this.end = System.nanoTime() + time.toNanos();
    }

    /** One of {@code parts} tests that share the time. */
    public static Stress partOf(int parts) {
        return new Stress(Duration.ofSeconds(SECONDS).dividedBy(parts));
    }

    public boolean goesOn() {
        return System.nanoTime() - end < 0;
    }

    /** True once in so many times, at random. */
    public static boolean onceIn(int times) {
        return ThreadLocalRandom.current().nextInt(times) == 0;
    }

    /** A time to wait, in microseconds, often shorter than what is waited for. */
    public static long micros() {
        return ThreadLocalRandom.current().nextLong(2000);
    }

    /** Often nothing, sometimes time for others to come in between. */
    public static void delay() {
        if (onceIn(4)) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(100_000));
        }
    }

    /** Interrupts those that run, at random, as long as this goes on; on the caller's thread. */
    public void interrupt(Activities.Running... those) throws InterruptedException {
        while (goesOn()) {
            those[ThreadLocalRandom.current().nextInt(those.length)].interrupt();
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(1000));
        }
    }
}
