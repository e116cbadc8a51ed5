package dev.brigade.threads;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A wait that could not have ended, since those that were waited for wait themselves for the one who waits: the guard has
 * broken the deadlock here. Who gets this holds what it held before and does not have what it waited for; it lets go of
 * everything by letting the exception pass. A request or a consumed item is then rolled back and run again.
 */
public final class DeadlockException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final long POLL_NANOS = 500_000;

    private final transient List<BooleanSupplier> others;

    /**
     * @param report who waited for whom, for people
     * @param others whether each of the others still waits where it waited
     */
    public DeadlockException(String report, List<? extends BooleanSupplier> others) {
        super(report);
        this.others = List.copyOf(others);
    }

    /** The same, with what a driver said whose statement was cancelled for it. */
    public DeadlockException(DeadlockException why, Throwable cause) {
        super(why.getMessage(), cause);
        this.others = why.others;
    }

    /** Whether it waited for itself alone: it would again, however often it is done again. */
    public boolean isOfOneAlone() {
        return others.isEmpty();
    }

    /**
     * Waits until the others of the deadlock have got what they waited for, or {@code most} is over: for the victim, when it has let go of
     * everything and before it begins anew, or it could take again at once what it has just let go.
     *
     * @throws InterruptedException if interrupted meanwhile
     */
    public void letOthersGo(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (others.stream().anyMatch(BooleanSupplier::getAsBoolean) && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
