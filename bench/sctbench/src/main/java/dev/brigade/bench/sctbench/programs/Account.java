package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.locks.ReentrantLock;

/** A deposit and a withdrawal that are computed from what the balance was at first. */
public final class Account {
    private static final int INITIAL = 10;
    private static final int DEPOSIT = 4;
    private static final int WITHDRAWAL = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile int balance = INITIAL;
    private volatile boolean deposited;
    private volatile boolean withdrawn;

    public void deposit() {
        int seen = balance;
        lock.lock();
        try {
            balance = seen + DEPOSIT;
            deposited = true;
        } finally {
            lock.unlock();
        }
    }

    public void withdraw() {
        int seen = balance;
        lock.lock();
        try {
            balance = seen - WITHDRAWAL;
            withdrawn = true;
        } finally {
            lock.unlock();
        }
    }

    public void check() {
        lock.lock();
        try {
            if (deposited && withdrawn) {
                Check.that(balance == INITIAL + DEPOSIT - WITHDRAWAL, "both are in the balance");
            }
        } finally {
            lock.unlock();
        }
    }
}
