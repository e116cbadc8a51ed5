package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.Semaphore;

/** Two phases, each with a lock; who is second in the first phase forgets to give its lock back. */
public final class Phase {
    private final Semaphore x = new Semaphore(1);
    private final Semaphore y = new Semaphore(1);
    private boolean begun;

    public void run() throws InterruptedException {
        x.acquire();
        boolean second = begun;
        begun = true;
        x.release();
        y.acquire();
        if (second) {
            x.acquire();
        }
        y.release();
        x.acquire();
        x.release();
    }
}
