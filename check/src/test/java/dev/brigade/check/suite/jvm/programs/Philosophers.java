package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Three philosophers and three forks. */
public final class Philosophers {
    private static final int SEATS = 3;

    private Philosophers() {}

    /** Everybody takes the left fork first. */
    public static final class Broken {
        private final Lock[] forks = forks();
        private final int[] meals = new int[SEATS];

        public void eat(int seat) {
            eatWith(forks[seat], forks[(seat + 1) % SEATS], meals, seat);
        }
    }

    /** Everybody takes the fork with the lower number first. */
    public static final class Fixed {
        private final Lock[] forks = forks();
        private final int[] meals = new int[SEATS];

        public void eat(int seat) {
            int other = (seat + 1) % SEATS;
            eatWith(forks[Math.min(seat, other)], forks[Math.max(seat, other)], meals, seat);
        }
    }

    private static void eatWith(Lock first, Lock second, int[] meals, int seat) {
        first.lock();
        try {
            second.lock();
            try {
                meals[seat]++;
            } finally {
                second.unlock();
            }
        } finally {
            first.unlock();
        }
    }

    private static Lock[] forks() {
        Lock[] forks = new Lock[SEATS];
        for (int i = 0; i < SEATS; i++) {
            forks[i] = new ReentrantLock();
        }
        return forks;
    }
}
