package dev.brigade.bench.sctbench.programs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A driver that counts the requests in it, and stops when there are none (Qadeer and Wu, "KISS", PLDI 2004). */
public final class BluetoothDriver {
    private final AtomicInteger pendingIo = new AtomicInteger(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean stoppingFlag;
    private volatile boolean stopped;

    /** A request: enters, works, leaves. */
    public void add() {
        if (!enter()) {
            return;
        }
        Check.that(!stopped, "who is in the driver finds it working");
        leave();
    }

    public void stop() throws InterruptedException {
        stoppingFlag = true;
        leave();
        stopping.await();
        stopped = true;
    }

    /** Between looking at the flag and counting itself in, the driver may stop. */
    private boolean enter() {
        if (stoppingFlag) {
            return false;
        }
        pendingIo.incrementAndGet();
        return true;
    }

    private void leave() {
        if (pendingIo.decrementAndGet() == 0) {
            stopping.countDown();
        }
    }
}
