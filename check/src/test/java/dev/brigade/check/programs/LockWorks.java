package dev.brigade.check.programs;

import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedReadWriteLock;
import dev.brigade.threads.NamedSemaphore;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Small programs with locks of all sorts, made at random. What each thread has seen is one number. */
final class LockWorks {
    /** Something that a thread does, given what it has seen so far; returns what it has seen then. */
    @FunctionalInterface
    interface Work {
        int of(Shelf shelf, int seen);

        default Work then(Work next) {
            return (shelf, seen) -> next.of(shelf, of(shelf, seen));
        }
    }

    /** What the threads share. */
    static final class Shelf {
        volatile int left;
        volatile int right;
        final ReentrantLock lock = new ReentrantLock();
        final ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
        final StampedLock stamped = new StampedLock();
        final Semaphore semaphore = new Semaphore(2);
        final NamedLock named = new NamedLock("named");
        final NamedReadWriteLock namedReadWrite = new NamedReadWriteLock("both");
        final NamedSemaphore namedSemaphore = new NamedSemaphore("two", 2);
        final Condition changed = lock.newCondition();
        final NamedCondition namedChanged = named.condition("changed");
        final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
        final BlockingQueue<Integer> namedQueue = new BoundedQueue<>("one", 1);
        final CountDownLatch latch = new CountDownLatch(1);
        final Object monitor = new Object();
    }

    /** A way to do something under a lock. */
    enum Under {
        LOCK(body -> locked(shelf -> shelf.lock, body)),
        TRY_LOCK(body -> tried(shelf -> shelf.lock, body)),
        TIMED_LOCK(body -> timed(shelf -> shelf.lock, body)),
        READ(body -> locked(shelf -> shelf.readWrite.readLock(), body)),
        WRITE(body -> locked(shelf -> shelf.readWrite.writeLock(), body)),
        TRY_READ(body -> tried(shelf -> shelf.readWrite.readLock(), body)),
        TRY_WRITE(body -> tried(shelf -> shelf.readWrite.writeLock(), body)),
        STAMPED_READ(body -> (shelf, seen) -> {
            long stamp = shelf.stamped.readLock();
            try {
                return body.of(shelf, seen);
            } finally {
                shelf.stamped.unlockRead(stamp);
            }
        }),
        STAMPED_WRITE(body -> (shelf, seen) -> {
            long stamp = shelf.stamped.writeLock();
            try {
                return body.of(shelf, seen);
            } finally {
                shelf.stamped.unlock(stamp);
            }
        }),
        STAMPED_TRY_READ(body -> (shelf, seen) -> {
            long stamp = shelf.stamped.tryReadLock();
            if (stamp == 0) {
                return seen * 5 + 1;
            }
            try {
                return body.of(shelf, seen);
            } finally {
                shelf.stamped.unlock(stamp);
            }
        }),
        STAMPED_READ_VIEW(body -> locked(shelf -> shelf.stamped.asReadLock(), body)),
        STAMPED_WRITE_VIEW(
                body -> locked(shelf -> shelf.stamped.asReadWriteLock().writeLock(), body)),
        PERMIT(body -> (shelf, seen) -> {
            shelf.semaphore.acquireUninterruptibly();
            try {
                return body.of(shelf, seen);
            } finally {
                shelf.semaphore.release();
            }
        }),
        NAMED(body -> locked(shelf -> shelf.named, body)),
        TRY_NAMED(body -> tried(shelf -> shelf.named, body)),
        NAMED_READ(body -> locked(shelf -> shelf.namedReadWrite.readLock(), body)),
        NAMED_WRITE(body -> locked(shelf -> shelf.namedReadWrite.writeLock(), body)),
        TRY_NAMED_READ(body -> tried(shelf -> shelf.namedReadWrite.readLock(), body)),
        NAMED_PERMIT(body -> (shelf, seen) -> {
            shelf.namedSemaphore.acquireUninterruptibly(1);
            try {
                return body.of(shelf, seen);
            } finally {
                shelf.namedSemaphore.release();
            }
        }),
        TIMED_READ(body -> timed(shelf -> shelf.readWrite.readLock(), body)),
        TIMED_WRITE(body -> timed(shelf -> shelf.readWrite.writeLock(), body)),
        TIMED_NAMED(body -> timed(shelf -> shelf.named, body)),
        TIMED_PERMIT(body -> limited(
                shelf -> shelf.semaphore.tryAcquire(2, 1, TimeUnit.SECONDS),
                body,
                shelf -> shelf.semaphore.release(2))),
        TIMED_NAMED_PERMIT(body -> limited(
                shelf -> shelf.namedSemaphore.tryAcquire(2, 1, TimeUnit.SECONDS),
                body,
                shelf -> shelf.namedSemaphore.release(2))),
        AWAITED(body ->
                locked(shelf -> shelf.lock, limited(shelf -> shelf.changed.await(1, TimeUnit.SECONDS), body, _ -> {}))),
        SIGNALLED(body -> locked(shelf -> shelf.lock, (shelf, seen) -> {
            shelf.changed.signal();
            return body.of(shelf, seen);
        })),
        NAMED_AWAITED(body -> locked(
                shelf -> shelf.named, limited(shelf -> shelf.namedChanged.await(1, TimeUnit.SECONDS), body, _ -> {}))),
        NAMED_SIGNALLED(body -> locked(shelf -> shelf.named, (shelf, seen) -> {
            shelf.namedChanged.signal();
            return body.of(shelf, seen);
        })),
        WAITED_FOR(body -> limited(
                shelf -> {
                    synchronized (shelf.monitor) {
                        shelf.monitor.wait(1000);
                        return shelf.left > 2;
                    }
                },
                body,
                _ -> {})),
        NOTIFIED(body -> (shelf, seen) -> {
            synchronized (shelf.monitor) {
                shelf.monitor.notify();
                return body.of(shelf, seen);
            }
        }),
        POLLED(body -> limited(shelf -> shelf.queue.poll(1, TimeUnit.SECONDS) != null, body, _ -> {})),
        OFFERED(body -> limited(shelf -> shelf.queue.offer(1), body, _ -> {})),
        OFFERED_IN_TIME(body -> limited(shelf -> shelf.queue.offer(1, 1, TimeUnit.SECONDS), body, _ -> {})),
        NAMED_POLLED(body -> limited(shelf -> shelf.namedQueue.poll(1, TimeUnit.SECONDS) != null, body, _ -> {})),
        NAMED_OFFERED(body -> limited(shelf -> shelf.namedQueue.offer(1), body, _ -> {})),
        NAMED_OFFERED_IN_TIME(body -> limited(shelf -> shelf.namedQueue.offer(1, 1, TimeUnit.SECONDS), body, _ -> {})),
        CLOSED(body -> limited(shelf -> shelf.latch.await(1, TimeUnit.SECONDS), body, _ -> {})),
        OPENED(body -> (shelf, seen) -> {
            shelf.latch.countDown();
            return body.of(shelf, seen);
        });

        private final Function<Work, Work> way;

        Under(Function<Work, Work> way) {
            this.way = way;
        }

        Work with(Work body) {
            return way.apply(body);
        }
    }

    private LockWorks() {}

    /** What a thread does, and the same for people. */
    record Told(Work work, String text) {
        Told then(Told next) {
            return new Told(work.then(next.work), text + " " + next.text);
        }

        Told under(Under lock) {
            return new Told(lock.with(work), lock + "(" + text + ")");
        }
    }

    /** For each thread what it does: reads and writes, some of them under locks of these sorts. */
    static List<Told> random(Random random, int threads, List<Under> locks) {
        return IntStream.range(0, threads).mapToObj(_ -> thread(random, locks)).toList();
    }

    private static Told thread(Random random, List<Under> locks) {
        Told work = access(random);
        for (int i = random.nextInt(2); i >= 0; i--) {
            Told body = access(random);
            if (random.nextInt(3) == 0) {
                body = body.then(access(random));
            }
            if (random.nextInt(5) == 0) {
                body = body.under(locks.get(random.nextInt(locks.size())));
            }
            body = body.under(locks.get(random.nextInt(locks.size())));
            work = random.nextBoolean() ? work.then(body) : body.then(work);
        }
        return work;
    }

    private static Told access(Random random) {
        int written = 2 + random.nextInt(3);
        return switch (random.nextInt(4)) {
            case 0 -> new Told((shelf, seen) -> seen * 7 + shelf.left, "left");
            case 1 -> new Told((shelf, seen) -> seen * 7 + shelf.right, "right");
            case 2 ->
                new Told(
                        (shelf, seen) -> {
                            shelf.left = written;
                            return seen;
                        },
                        "left=" + written);
            default ->
                new Told(
                        (shelf, seen) -> {
                            shelf.right = written;
                            return seen;
                        },
                        "right=" + written);
        };
    }

    private static Work locked(Function<Shelf, Lock> of, Work body) {
        return (shelf, seen) -> {
            Lock lock = of.apply(shelf);
            try {
                lock.lock();
            } catch (IllegalMonitorStateException e) { // a named one that is read by this thread and would be written
                return seen * 5 + 2;
            }
            try {
                return body.of(shelf, seen);
            } finally {
                lock.unlock();
            }
        };
    }

    private static Work tried(Function<Shelf, Lock> of, Work body) {
        return (shelf, seen) -> {
            Lock lock = of.apply(shelf);
            if (!lock.tryLock()) {
                return seen * 5 + 1;
            }
            try {
                return body.of(shelf, seen);
            } finally {
                lock.unlock();
            }
        };
    }

    /** Something that is waited for so long. */
    @FunctionalInterface
    interface Limited {
        boolean got(Shelf shelf) throws InterruptedException;
    }

    private static Work limited(Limited wait, Work body, Consumer<Shelf> after) {
        return (shelf, seen) -> {
            try {
                if (!wait.got(shelf)) {
                    return seen * 5 + 1;
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            try {
                return body.of(shelf, seen);
            } finally {
                after.accept(shelf);
            }
        };
    }

    private static Work timed(Function<Shelf, Lock> of, Work body) {
        return (shelf, seen) -> {
            Lock lock = of.apply(shelf);
            try {
                if (!lock.tryLock(1, TimeUnit.SECONDS)) {
                    return seen * 5 + 1;
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            try {
                return body.of(shelf, seen);
            } finally {
                lock.unlock();
            }
        };
    }
}
