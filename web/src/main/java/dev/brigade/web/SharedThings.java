package dev.brigade.web;

import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.KeyedLocks;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.NamedLock;
import dev.brigade.threads.NamedReadWriteLock;
import dev.brigade.threads.NamedSemaphore;
import dev.brigade.threads.Shared;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the threads of an application share, by name: who names the same thing twice means the same thing, and who names it
 * differently the second time has made a mistake.
 *
 * <p>Safe from any thread, for locks of keys are asked for by requests. The first to declare a name decides, within one step of
 * a concurrent map; entries are never removed or changed. Locks of all kinds share their names, since people and the guard know
 * them by these.
 */
final class SharedThings {
    private final Map<String, Lockable> locks = new ConcurrentHashMap<>();
    private final Map<String, NamedSemaphore> semaphores = new ConcurrentHashMap<>();
    private final Map<String, TypedQueue<?>> queues = new ConcurrentHashMap<>();

    /** What has the name of a lock. */
    private sealed interface Lockable {
        String text();

        record One(NamedLock lock) implements Lockable {
            @Override
            public String text() {
                return "a lock";
            }
        }

        record ReadWrite(NamedReadWriteLock lock) implements Lockable {
            @Override
            public String text() {
                return "a read-write lock";
            }
        }

        record Keyed(KeyedLocks<?> locks) implements Lockable {
            @Override
            public String text() {
                return "a family of locks with keys";
            }
        }

        record Value(Shared<?> shared) implements Lockable {
            @Override
            public String text() {
                return "a shared value";
            }
        }
    }

    private record TypedQueue<T>(BoundedQueue<T> queue, Class<T> type) {}

    NamedLock lock(String name) {
        return switch (declared(name, () -> new Lockable.One(new NamedLock(name, true)))) {
            case Lockable.One(NamedLock lock) -> lock;
            case Lockable other -> throw isOther(name, other, "a lock");
        };
    }

    NamedReadWriteLock rwLock(String name) {
        return switch (declared(name, () -> new Lockable.ReadWrite(new NamedReadWriteLock(name, true)))) {
            case Lockable.ReadWrite(NamedReadWriteLock lock) -> lock;
            case Lockable other -> throw isOther(name, other, "a read-write lock");
        };
    }

    /** For keys of any type, or of that with which it was declared. */
    @SuppressWarnings("unchecked") // each key is checked when it is used, and none comes out
    KeyedLocks<Object> locks(String name) {
        return (KeyedLocks<Object>) keyed(name, () -> KeyedLocks.ofAnyKeys(name));
    }

    @SuppressWarnings("unchecked") // as above
    <K> KeyedLocks<K> locks(String name, Class<K> keyType) {
        Class<K> type = (Class<K>) MethodType.methodType(keyType).wrap().returnType();
        KeyedLocks<?> locks = keyed(name, () -> new KeyedLocks<>(name, type));
        Optional<Class<?>> known = locks.keyType();
        if (known.isEmpty() || !known.get().equals(type)) {
            throw new IllegalStateException("The locks \"" + name + "\" have been declared already, for keys of "
                    + known.map(Class::getSimpleName).orElse("a type that their first key decides") + ", not of "
                    + type.getSimpleName() + "; declare app.locks(\"" + name + "\", " + type.getSimpleName()
                    + ".class) before they are used, once");
        }
        return (KeyedLocks<K>) locks;
    }

    /** Never the same one again: it can't be told whether a second value is meant to be the first. */
    <T> Shared<T> shared(String name, T value) {
        Shared<T> shared = new Shared<>(name, value);
        return switch (declared(name, () -> new Lockable.Value(shared))) {
            case Lockable.Value(Shared<?> known) when known == shared -> shared;
            case Lockable.Value _ ->
                throw new IllegalStateException("Shared \"" + name
                        + "\" has been declared already, with a value of its own;"
                        + " keep what the first app.shared(\"" + name + "\", …) returned, or choose another name");
            case Lockable other -> throw isOther(name, other, "a shared value");
        };
    }

    NamedSemaphore semaphore(String name, int permits) {
        NamedSemaphore semaphore = semaphores.computeIfAbsent(name, _ -> new NamedSemaphore(name, permits, true));
        if (semaphore.permits() != permits) {
            throw new IllegalStateException("Semaphore \"" + name + "\" has been declared already, with "
                    + semaphore.permits() + " permits, not " + permits
                    + "; declare it once, or with the same number, or choose another name");
        }
        return semaphore;
    }

    @SuppressWarnings("unchecked") // its type is the same
    <T> BoundedQueue<T> queue(String name, Class<T> type, int capacity) {
        TypedQueue<?> known =
                queues.computeIfAbsent(name, _ -> new TypedQueue<>(new BoundedQueue<T>(name, capacity), type));
        if (!known.type.equals(type) || known.queue.capacity() != capacity) {
            throw new IllegalStateException("Queue \"" + name + "\" has been declared already, for "
                    + known.queue.capacity() + " items of " + known.type.getSimpleName() + ", not for " + capacity
                    + " of " + type.getSimpleName()
                    + "; declare it once, or with the same type and capacity, or choose another name");
        }
        return (BoundedQueue<T>) known.queue;
    }

    /** All that has been declared, but for locks of keys, which come and go. */
    List<MeetingPoint> points() {
        List<MeetingPoint> points = new ArrayList<>();
        for (Lockable lockable : locks.values()) {
            switch (lockable) {
                case Lockable.One(NamedLock lock) -> points.add(lock);
                case Lockable.ReadWrite(NamedReadWriteLock lock) -> {
                    points.add(lock.readLock());
                    points.add(lock.writeLock());
                }
                case Lockable.Value(Shared<?> shared) -> points.add(shared.lock());
                case Lockable.Keyed _ -> {}
            }
        }
        points.addAll(semaphores.values());
        queues.values().forEach(typed -> points.add(typed.queue));
        return points;
    }

    private KeyedLocks<?> keyed(String name, Supplier<KeyedLocks<?>> made) {
        return switch (declared(name, () -> new Lockable.Keyed(made.get()))) {
            case Lockable.Keyed(KeyedLocks<?> locks) -> locks;
            case Lockable other -> throw isOther(name, other, "a family of locks with keys");
        };
    }

    private Lockable declared(String name, Supplier<Lockable> made) {
        Lockable known = locks.get(name);
        return known == null ? locks.computeIfAbsent(name, _ -> made.get()) : known;
    }

    private static IllegalStateException isOther(String name, Lockable other, String wanted) {
        return new IllegalStateException("\"" + name + "\" has been declared already, as " + other.text()
                + ", and can't be " + wanted + " too; choose another name");
    }
}
