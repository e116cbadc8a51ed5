package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.Semaphore;

/** Two groups of readers: the first of each group takes the other lock for all of its group, while it holds its own. */
public final class Carter {
    private final Semaphore m = new Semaphore(1);
    private final Semaphore l = new Semaphore(1);
    private int a;
    private int b;

    public void readA() throws InterruptedException {
        m.acquire();
        a++;
        if (a == 1) {
            l.acquire();
        }
        m.release();
        m.acquire();
        a--;
        if (a == 0) {
            l.release();
        }
        m.release();
    }

    public void readB() throws InterruptedException {
        l.acquire();
        b++;
        if (b == 1) {
            m.acquire();
        }
        l.release();
        l.acquire();
        b--;
        if (b == 0) {
            m.release();
        }
        l.release();
    }
}
