package dev.brigade.threads.contract;

import static java.util.concurrent.TimeUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.threads.Activities;
import dev.brigade.threads.Activities.Body;
import dev.brigade.threads.Activity;
import dev.brigade.threads.AnnouncedLock;
import dev.brigade.threads.KeyedLock;
import dev.brigade.threads.KeyedLocks;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedReadWriteLock;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The locks of which the contracts are tested. */
enum LockKind {
    NAMED {
        @Override
        Subject make() {
            return of(new NamedLock("oven"));
        }
    },
    NAMED_FAIR {
        @Override
        Subject make() {
            return of(new NamedLock("oven", true));
        }
    },
    READ {
        @Override
        Subject make() {
            return read(new NamedReadWriteLock("menu"));
        }
    },
    READ_FAIR {
        @Override
        Subject make() {
            return read(new NamedReadWriteLock("menu", true));
        }
    },
    WRITE {
        @Override
        Subject make() {
            return of(new NamedReadWriteLock("menu").writeLock());
        }
    },
    WRITE_FAIR {
        @Override
        Subject make() {
            return of(new NamedReadWriteLock("menu", true).writeLock());
        }
    },
    KEYED {
        @Override
        Subject make() {
            return of(new KeyedLocks<>("dish", Integer.class, false).of(42));
        }
    },
    KEYED_FAIR {
        @Override
        Subject make() {
            return of(new KeyedLocks<>("dish", Integer.class).of(42));
        }
    };

    /**
     * A lock under test.
     *
     * @param blocker what keeps others out of it: itself, or the write lock of a read lock
     * @param held whether the current thread holds it
     * @param holds how many times
     * @param waitersOfLock who waits for it, or for its other side
     */
    record Subject(
            Lock lock, Lock blocker, BooleanSupplier held, IntSupplier holds, Supplier<List<Activity>> waitersOfLock) {

        List<Activity> waiters() {
            return waitersOfLock.get();
        }

        void untilWaiting(int count) {
            Activities.until(() -> waiters().size() == count, count + " wait");
        }
    }

    abstract Subject make();

    /** The ways to wait for a lock as long as need be; an interrupt does not end the first. */
    static List<Body> waysToWaitFor(Lock lock) {
        return List.of(
                lock::lock,
                lock::lockInterruptibly,
                () -> assertThat(lock.tryLock(1, HOURS)).isTrue());
    }

    private static Subject of(AnnouncedLock lock) {
        return new Subject(lock, lock, lock::isHeldByCurrentThread, lock::holdCount, lock::waiters);
    }

    private static Subject read(NamedReadWriteLock whole) {
        NamedReadWriteLock.ReadLock lock = whole.readLock();
        return new Subject(lock, whole.writeLock(), lock::isHeldByCurrentThread, lock::holdCount, whole::waiters);
    }

    private static Subject of(KeyedLock lock) {
        return new Subject(lock, lock, lock::isHeldByCurrentThread, lock::holdCount, lock::waiters);
    }
}
