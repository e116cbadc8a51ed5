package dev.brigade.check.suite.jvm.programs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A car park: cars wait at the barrier until there is room. */
public final class ConditionWithoutLoop {
    private ConditionWithoutLoop() {}

    /** A car that comes just then takes the place before the one that waited for it. */
    public static final class Broken {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition room = lock.newCondition();
        private final Deque<String> free = new ArrayDeque<>();

        @SuppressWarnings("WaitNotInLoop") // the bug
        public String enter() throws InterruptedException {
            lock.lock();
            try {
                if (free.isEmpty()) {
                    room.await();
                }
                return free.removeFirst();
            } finally {
                lock.unlock();
            }
        }

        public Optional<String> tryEnter() {
            lock.lock();
            try {
                return Optional.ofNullable(free.pollFirst());
            } finally {
                lock.unlock();
            }
        }

        public void leave(String place) {
            lock.lock();
            try {
                free.addLast(place);
                room.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Looks again. */
    public static final class Fixed {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition room = lock.newCondition();
        private final Deque<String> free = new ArrayDeque<>();

        public String enter() throws InterruptedException {
            lock.lock();
            try {
                while (free.isEmpty()) {
                    room.await();
                }
                return free.removeFirst();
            } finally {
                lock.unlock();
            }
        }

        public Optional<String> tryEnter() {
            lock.lock();
            try {
                return Optional.ofNullable(free.pollFirst());
            } finally {
                lock.unlock();
            }
        }

        public void leave(String place) {
            lock.lock();
            try {
                free.addLast(place);
                room.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
