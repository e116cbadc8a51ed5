package dev.brigade.bench.waiters;

import dev.brigade.threads.NamedCondition;
import dev.brigade.threads.NamedLock;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A lock with a condition, and how many wait at each of them. Safe from any thread. */
sealed interface Meeting {
    String subject();

    Lock lock();

    Condition condition();

    int queued();

    /** Of a thread that holds the lock. */
    int inWaitSet();

    static Meeting named() {
        NamedLock lock = new NamedLock("oven");
        return new Named(lock, lock.condition("hot"));
    }

    static Meeting ofTheJdk() {
        ReentrantLock lock = new ReentrantLock();
        return new OfTheJdk(lock, lock.newCondition());
    }

    record Named(NamedLock lock, NamedCondition condition) implements Meeting {
        @Override
        public String subject() {
            return "brigade";
        }

        @Override
        public int queued() {
            return lock.waiters().size();
        }

        @Override
        public int inWaitSet() {
            return condition.waiters().size();
        }
    }

    record OfTheJdk(ReentrantLock lock, Condition condition) implements Meeting {
        @Override
        public String subject() {
            return "jdk";
        }

        @Override
        public int queued() {
            return lock.getQueueLength();
        }

        @Override
        public int inWaitSet() {
            return lock.getWaitQueueLength(condition);
        }
    }
}
