package dev.brigade.check.agent.programs;

/** Synchronized blocks and methods. */
public class Monitors {
    private int count;

    public synchronized int add(int more) {
        if (more < 0) {
            throw new IllegalArgumentException("more " + more);
        }
        if (more == 0) {
            return count;
        }
        try {
            return count += more;
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    public synchronized void forever() {
        while (true) {
            if (count++ > 2) {
                throw new IllegalStateException("enough");
            }
        }
    }

    public static synchronized long shared(long value) {
        return value + 1;
    }

    public void block(Object lock) {
        synchronized (lock) {
            count++;
        }
    }

    /** A loop begins just behind the instruction that enters the monitor. */
    public int loop(Object lock, int times) {
        synchronized (lock) {
            do {
                count++;
            } while (--times > 0);
            return count;
        }
    }

    public void failing(Object lock) {
        synchronized (lock) {
            throw new IllegalStateException("inside");
        }
    }

    public int nested() {
        synchronized (this) {
            return add(1);
        }
    }

    /** Uses a resource that is closed inside the monitor. */
    public synchronized String resource(AutoCloseable resource) throws Exception {
        try (resource) {
            return "used";
        }
    }
}
