package dev.brigade.check.control;

import dev.brigade.check.agent.Call;
import dev.brigade.check.agent.CallKind;
import dev.brigade.check.schedule.Task;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who has which lock of the JDK, and which permits: of a lock that several can have, who got it last. Confined to the carrier. */
final class Holders {
    private final IdentityHashMap<Object, Task> holders = new IdentityHashMap<>();
    private final Permits permits = new Permits();

    void clear() {
        JdkCalls.clear(holders);
        permits.clear();
    }

    void took(Object lock, Task task) {
        holders.put(lock, task);
    }

    void gaveBack(Object lock) {
        holders.remove(lock);
    }

    void tookPermit(Semaphore semaphore, Task task) {
        permits.acquired(semaphore, task);
    }

    void gaveBackPermit(Semaphore semaphore, Task task) {
        permits.released(semaphore, task);
    }

    /** Says who will say who has what {@code step} of {@code me} waits for, a call on {@code receiver}, if it may wait. */
    void tell(CallStep step, Task me, Call call, Object object, @Nullable Object receiver) {
        if (call.is(CallKind.TIMED) || call.is(CallKind.TRY_LOCK)) {
            step.heldBy(
                    object instanceof Semaphore semaphore
                            ? () -> permits.others(semaphore, me)
                            : other(me, object, receiver));
        } else if (call.is(CallKind.LOCK) || call.is(CallKind.BLOCKS)) {
            boolean mayBeMine = mayBeMine(receiver);
            step.heldBy(
                    object instanceof Semaphore semaphore
                            ? () -> permits.holders(semaphore, me)
                            : () -> Optional.ofNullable(holders.get(object))
                                    .filter(holder -> mayBeMine || holder != me)
                                    .map(holder -> holder == me ? "itself" : holder.name()));
        }
    }

    /**
     * For a wait with a limit. Who waits so for what it has itself, or for what somebody has that has ended, waits in vain, but not for
     * ever.
     */
    private Supplier<Optional<String>> other(Task me, Object object, @Nullable Object receiver) {
        BooleanSupplier othersRead =
                receiver != null && mayBeMine(receiver) ? LockState.readByOthers(receiver) : () -> false;
        return () -> Optional.ofNullable(holders.get(object))
                .filter(holder -> holder == me ? othersRead.getAsBoolean() : !holder.hasEnded())
                .map(holder -> holder == me ? "another reader" : holder.name());
    }

    private static boolean mayBeMine(@Nullable Object receiver) {
        return receiver instanceof StampedLock || (receiver instanceof Lock && !(receiver instanceof ReentrantLock));
    }
}
