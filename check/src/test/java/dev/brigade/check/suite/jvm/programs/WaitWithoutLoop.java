package dev.brigade.check.suite.jvm.programs;

import java.util.ArrayDeque;
import java.util.Deque;

/** A queue of parcels. */
public final class WaitWithoutLoop {
    private WaitWithoutLoop() {}

    /** Does not look again after the wait: another one may have taken the parcel. */
    public static final class Broken {
        private final Deque<String> parcels = new ArrayDeque<>();

        @SuppressWarnings("WaitNotInLoop") // the bug
        public synchronized String take() throws InterruptedException {
            if (parcels.isEmpty()) {
                wait();
            }
            return parcels.removeFirst();
        }

        public synchronized void bring(String parcel) {
            parcels.addLast(parcel);
            notifyAll();
        }
    }

    /** Looks again. */
    public static final class Fixed {
        private final Deque<String> parcels = new ArrayDeque<>();

        public synchronized String take() throws InterruptedException {
            while (parcels.isEmpty()) {
                wait();
            }
            return parcels.removeFirst();
        }

        public synchronized void bring(String parcel) {
            parcels.addLast(parcel);
            notifyAll();
        }
    }
}
