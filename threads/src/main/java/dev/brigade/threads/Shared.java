package dev.brigade.threads;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A value that threads share and that can be reached only under its lock, which has the value's name. Safe from any thread,
 * if the value itself is kept to what is given it here.
 *
 * <p>{@code value} and {@code inside}, how many of these methods are under way, are guarded by {@code lock}. Each time it is let go,
 * all that wait for a predicate look again.
 *
 * {@snippet :
 * Shared<java.util.Map<String, Integer>> pantry = new Shared<>("pantry", new java.util.HashMap<>());
 * pantry.run(dishes -> dishes.put("soup", 3));
 * int soups = pantry.with(dishes -> dishes.getOrDefault("soup", 0));
 * pantry.withWhen(dishes -> dishes.get("soup") > 0, dishes -> dishes.merge("soup", -1, Integer::sum));
 *
 * Shared<Integer> guests = new Shared<>("guests", 0); // an immutable value is replaced
 * guests.update(number -> number + 1);
 * }
 *
 * @param <T> the value; never null
 */
public final class Shared<T> {
    private final NamedLock lock;
    private final NamedCondition changed;
    private T value;
    private int inside;

    /** What is done with the value, and what comes of it. */
    @FunctionalInterface
    public interface Use<T, R extends @Nullable Object, X extends Exception> {
        R apply(T value) throws X;
    }

    /** What is done with the value. */
    @FunctionalInterface
    public interface Change<T, X extends Exception> {
        void apply(T value) throws X;
    }

    public Shared(String name, T value) {
        this.lock = new NamedLock(Names.checked("shared value", name), true);
        this.changed = lock.condition(name + " changed");
        this.value = Objects.requireNonNull(value, () -> "Shared \"" + name + "\" can't be null; use an Optional");
    }

    public String name() {
        return lock.name();
    }

    /** Its lock, to see who holds it, or to hold it for longer than one call: until after the commit, for one. */
    public NamedLock lock() {
        return lock;
    }

    /**
     * What {@code use} makes of the value, which nobody else reaches meanwhile.
     *
     * @throws IllegalStateException if that is the value itself, which others could then reach without the lock, unless it is
     *     of an immutable type
     */
    public <R extends @Nullable Object, X extends Exception> R with(Use<? super T, ? extends R, ? extends X> use)
            throws X {
        try (var _ = lock.hold()) {
            return used(use);
        }
    }

    /** Does {@code change} with the value, which nobody else reaches meanwhile. */
    public <X extends Exception> void run(Change<? super T, ? extends X> change) throws X {
        try (var _ = lock.hold()) {
            changed(change);
        }
    }

    /** Replaces the value by what {@code change} makes of it. If it throws, the value stays. */
    public <X extends Exception> void update(Use<? super T, ? extends T, ? extends X> change) throws X {
        run(_ -> value = Objects.requireNonNull(
                change.apply(value), () -> "Shared \"" + name() + "\" can't become null; use an Optional"));
    }

    /**
     * As {@link #with}, once {@code ready} is true of the value: waits for others to change it.
     *
     * @throws IllegalStateException inside another of this value's methods, since others could change it in between
     */
    public <R extends @Nullable Object, X extends Exception> R withWhen(
            Predicate<? super T> ready, Use<? super T, ? extends R, ? extends X> use) throws InterruptedException, X {
        lock.lockInterruptibly();
        try {
            while (!ready.test(value)) {
                mayWait();
                changed.await();
            }
            return used(use);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #withWhen(Predicate, Use)}; empty if {@code ready} was not true within {@code most}. */
    public <R, X extends Exception> Optional<R> withWhen(
            Predicate<? super T> ready, Duration most, Use<? super T, ? extends R, ? extends X> use)
            throws InterruptedException, X {
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(most); // at most 292 years
        lock.lockInterruptibly();
        try {
            while (!ready.test(value)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                mayWait();
                changed.await(left, TimeUnit.NANOSECONDS);
            }
            return Optional.of(used(use));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code ready} is true of the value. It may be so no more on return: to use the value then, {@link #withWhen}. */
    public void await(Predicate<? super T> ready) throws InterruptedException {
        withWhen(ready, _ -> Optional.empty());
    }

    @Override
    public String toString() {
        return "shared \"" + name() + "\" held by " + Names.orNobody(lock.owner());
    }

    @SuppressWarnings("ReferenceEquality") // the very object must not come out
    private <R extends @Nullable Object, X extends Exception> R used(Use<? super T, ? extends R, ? extends X> use)
            throws X {
        inside++;
        try {
            T used = value;
            R result = use.apply(used);
            if ((result == used || result == value) && !Immutability.isCertain(used.getClass())) {
                throw new IllegalStateException(
                        "The value of shared \"" + name() + "\" itself, a "
                                + used.getClass().getSimpleName()
                                + ", was returned: others could then reach it without its lock. Return what is asked of it, or a copy: List.copyOf(value)");
            }
            return result;
        } finally {
            leave();
        }
    }

    private <X extends Exception> void changed(Change<? super T, ? extends X> change) throws X {
        inside++;
        try {
            change.apply(value);
        } finally {
            leave();
        }
    }

    private void leave() {
        inside--;
        if (!changed.waiters().isEmpty()) { // a signal to nobody would be told of
            changed.signalAll();
        }
    }

    private void mayWait() {
        if (inside > 0) {
            throw new IllegalStateException(Activity.current() + " wants to wait for a change of shared \"" + name()
                    + "\" while it uses it: others could change it under its hands. Wait first, then use it: withWhen(…)"
                    + " outside of with(…)");
        }
    }
}
