package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A desk where each hands in a form and takes one to work on. */
public final class PutWhileHolding {
    private PutWhileHolding() {}

    /** Waits for room in the queue while it holds the monitor that the taker needs. */
    public static final class Broken {
        private final BlockingQueue<String> forms = new ArrayBlockingQueue<>(1);
        private int waiting;

        public void handIn(String form) throws InterruptedException {
            put(form);
            take();
        }

        private synchronized void put(String form) throws InterruptedException {
            forms.put(form);
            waiting++;
        }

        private synchronized void take() throws InterruptedException {
            forms.take();
            waiting--;
        }

        public int waiting() {
            return waiting;
        }
    }

    /** Waits for room without the monitor. */
    public static final class Fixed {
        private final BlockingQueue<String> forms = new ArrayBlockingQueue<>(1);
        private int waiting;

        public void handIn(String form) throws InterruptedException {
            forms.put(form);
            count(1);
            forms.take();
            count(-1);
        }

        private synchronized void count(int change) {
            waiting += change;
        }

        public int waiting() {
            return waiting;
        }
    }
}
