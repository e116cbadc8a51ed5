package dev.brigade.threads;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A family of locks, one for each key: who changes dish 42 waits for who changes dish 42, and for nobody else. Safe from any
 * thread.
 *
 * <p>There may be millions of keys. A lock is made when its key is wanted and forgotten when nobody holds it or waits for it,
 * so {@link #inUse} is what it costs. A lock that is waited for at one of its conditions is in use, too.
 *
 * <p><b>Why none is lost and none is left.</b> {@code locks} maps a key to its lock, which counts in {@code pins} who needs it.
 * A thread that does not hold the lock adds a pin before it tries to acquire it, and takes it back if it gave up, or else
 * before it lets the lock go for the last time. Both happen within {@code compute} for that key, which adds the lock with the first
 * pin and removes it with the last; so all that need the lock of a key at one time have the same. Who removes it is about to
 * let it go and touches nothing that it guards any more; a successor, with a lock that is new, comes after that {@code compute}.
 *
 * <p>All locks of a family are one {@link Family} in the order of acquisition. Who takes several of them takes them in the order of
 * their keys.
 *
 * {@snippet :
 * KeyedLocks<Long> dishes = new KeyedLocks<>("dish", Long.class);
 * KeyedLock dish = dishes.of(42L);
 * try (var _ = dish.hold()) {
 *     System.out.println(dish); // lock "dish[42]" held by main
 * }
 * System.out.println(dishes.inUse()); // 0
 * }
 *
 * @param <K> the keys: immutable, with {@code equals} and {@code hashCode}
 */
public final class KeyedLocks<K> {
    private final String name;
    private final Family family;
    private final boolean fair;
    /** Of which the keys are; absent until the first one is seen, if it was not said. */
    private final AtomicReference<@Nullable Class<?>> type;

    private final Map<Object, KeyLock> locks = new ConcurrentHashMap<>();

    /** Fair locks for keys of {@code type}. */
    public KeyedLocks(String name, Class<K> type) {
        this(name, type, true);
    }

    /** Locks for keys of {@code type}, each taken in the order of arrival if {@code fair}. */
    public KeyedLocks(String name, Class<K> type, boolean fair) {
        this(Optional.of(type), name, fair);
    }

    private KeyedLocks(Optional<Class<K>> type, String name, boolean fair) {
        this.name = Names.checked("family of locks", name);
        this.family = new Family(MeetingPoint.Kind.LOCK, name);
        this.fair = fair;
        this.type = new AtomicReference<>(type.orElse(null));
    }

    /**
     * Fair locks whose keys are all of the type of the first that is asked for. So a {@code Long} and an {@code Integer} of the
     * same number, which are different keys, can't be mixed up.
     */
    public static KeyedLocks<Object> ofAnyKeys(String name) {
        return new KeyedLocks<>(Optional.empty(), name, true);
    }

    /** For people: {@code dish}. */
    public String name() {
        return name;
    }

    /** Of which type the keys are; empty if it was not said and there was no key yet. */
    public Optional<Class<?>> keyType() {
        return Optional.ofNullable(type.get());
    }

    public boolean isFair() {
        return fair;
    }

    /**
     * The lock of a key. It may be used again and again, from any thread, and all for equal keys are the same lock.
     *
     * @throws IllegalArgumentException if the key is of another type than the family's
     */
    public KeyedLock of(K key) {
        Objects.requireNonNull(key, () -> "Locks \"" + name + "\" have no lock for null");
        Class<?> known = type.get();
        if (known == null) {
            type.compareAndSet(null, key instanceof Enum<?> constant ? constant.getDeclaringClass() : key.getClass());
            known = type.get();
        }
        if (known != null && !known.isInstance(key)) {
            throw new IllegalArgumentException(
                    "Locks \"" + name + "\" have keys of type " + known.getSimpleName() + "; "
                            + key + " is " + key.getClass().getSimpleName()
                            + ", whose lock would be another one. Use one type everywhere, or declare the common one before:"
                            + " app.locks(\"" + name + "\", Common.class), or new KeyedLocks<>(\"" + name
                            + "\", Common.class)");
        }
        return new KeyedLock(this, key);
    }

    /** How many locks are held or waited for at this moment. */
    public int inUse() {
        return locks.size();
    }

    @Override
    public String toString() {
        return "locks \"" + name + "\", " + inUse() + " in use";
    }

    /** The lock of a key, with one pin more. */
    KeyLock pinned(Object key) {
        KeyLock pinned = locks.compute(key, (_, known) -> {
            KeyLock lock =
                    known == null ? new KeyLock(name + "[" + key + "]", key, family, fair, () -> unpin(key)) : known;
            lock.pins++;
            return lock;
        });
        return Objects.requireNonNull(pinned);
    }

    /** Takes a pin back. */
    void unpin(Object key) {
        locks.computeIfPresent(key, (_, lock) -> --lock.pins == 0 ? null : lock);
    }

    /** The lock of a key, if it is in use. */
    Optional<KeyLock> existing(Object key) {
        return Optional.ofNullable(locks.get(key));
    }

    /** The lock of a key, if the current thread holds it: nobody can forget it then. */
    Optional<KeyLock> held(Object key) {
        KeyLock lock = locks.get(key);
        return lock != null && lock.isHeldByCurrentThread() ? Optional.of(lock) : Optional.empty();
    }
}
