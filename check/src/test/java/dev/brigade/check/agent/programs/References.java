package dev.brigade.check.agent.programs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** References to methods of the JDK. */
public interface References {
    /** Made in the class's initialiser. */
    Consumer<Lock> UNLOCK = Lock::unlock;

    static Callable<Integer> bound(AtomicInteger number) {
        return number::incrementAndGet;
    }

    static Function<String, String> boundWithArgument(Map<String, String> map) {
        return map::get;
    }

    static BiFunction<List<Integer>, Integer, Boolean> unbound() {
        return List::add;
    }

    static Runnable isStatic() {
        return LockSupport::park;
    }

    static BiConsumer<Map<String, Integer>, String> lambda() {
        return (map, key) -> map.put(key, 1);
    }

    static LongSupplier time() {
        return System::nanoTime;
    }

    static DoubleSupplier chance() {
        return Math::random;
    }

    /** These are no steps. */
    static Object others(List<String> list) {
        Function<String, Integer> length = String::length;
        Supplier<Object> made = Object::new;
        IntFunction<String[]> array = String[]::new;
        return List.of(length.apply("abc"), made.get() != null, array.apply(1).length, list == null);
    }

    /** Can be serialised. */
    static Runnable serializable(AtomicInteger number) {
        return (Runnable & java.io.Serializable) number::incrementAndGet;
    }
}
