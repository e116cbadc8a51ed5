package dev.brigade.check.programs;

import dev.brigade.threads.BoundedQueue;
import dev.brigade.threads.NamedSemaphore;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** Things that are reached in more than one way. */
final class Places {
    static final VarHandle COUNT;
    private static final Field BY_REFLECTION;
    static final VarHandle ALL;
    static final VarHandle READY;
    static final VarHandle NUMBERS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final AtomicIntegerFieldUpdater<Places> COUNTS =
            AtomicIntegerFieldUpdater.newUpdater(Places.class, "count");
    private static final AtomicLongFieldUpdater<Places> LONGS = AtomicLongFieldUpdater.newUpdater(Places.class, "many");
    private static final AtomicReferenceFieldUpdater<Places, String> TEXTS =
            AtomicReferenceFieldUpdater.newUpdater(Places.class, String.class, "text");

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            BY_REFLECTION = Places.class.getDeclaredField("count");
            COUNT = lookup.findVarHandle(Places.class, "count", int.class);
            ALL = lookup.findStaticVarHandle(Places.class, "all", int.class);
            READY = lookup.findVarHandle(Places.class, "ready", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static volatile int all;

    volatile int count;
    volatile long many;
    volatile String text = "";
    volatile boolean ready;
    int data;
    final int[] numbers = new int[2];
    final Map<String, String> names =
            Collections.synchronizedMap(new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    final BoundedQueue<String> named = new BoundedQueue<>("pass", 2);
    final NamedSemaphore cores = new NamedSemaphore("cores", 2);

    Places() {
        all = 0;
    }

    int byHandle() {
        return (int) COUNT.getAndAdd(this, 1);
    }

    int byUpdater() {
        return COUNTS.getAndIncrement(this);
    }

    int byReflection() throws IllegalAccessException {
        int before = BY_REFLECTION.getInt(this);
        BY_REFLECTION.setInt(this, before + 1);
        return before;
    }

    int directly() {
        int before = count;
        count = before + 1;
        return before;
    }

    int staticByHandle() {
        return (int) ALL.getAndAdd(1);
    }

    int staticDirectly() {
        int before = all;
        all = before + 1;
        return before;
    }

    int longByUpdater() {
        return (int) LONGS.getAndIncrement(this);
    }

    int longDirectly() {
        long before = many;
        many = before + 1;
        return (int) before;
    }

    int textByUpdater() {
        return TEXTS.getAndSet(this, "1").length();
    }

    int textDirectly() {
        int before = text.length();
        text = "1";
        return before;
    }

    int elementByHandle() {
        return (int) NUMBERS.getAndAdd(numbers, 1, 1);
    }

    int elementDirectly() {
        int before = numbers[1];
        numbers[1] = before + 1;
        return before;
    }

    int publish() {
        data = 1;
        READY.setVolatile(this, true);
        return 0;
    }

    int lookIfReady() {
        return ready ? data : 1;
    }
}
