package dev.brigade.check.agent.programs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Calls methods of the JDK. */
@SuppressWarnings({"WaitNotInLoop", "UnnecessaryStringBuilder"}) // the calls themselves are of interest
public final class Calling {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Calling.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // by its handle
    private int count;

    /** A list with one method of its own. */
    public static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean add(String name) {
            return super.add(name + "!");
        }
    }

    @Override
    public String toString() {
        return "calling";
    }

    public boolean swap(int from, int to) {
        return COUNT.compareAndSet(this, from, to);
    }

    public static String put(Map<String, String> map) {
        String before = map.put("soup", "4");
        return before + map.getOrDefault("stew", "none");
    }

    public static int each(List<Integer> numbers) {
        int sum = 0;
        for (int number : numbers) {
            sum += number;
        }
        return sum;
    }

    public static String names() {
        Names names = new Names();
        names.add("Ann");
        return names.get(0);
    }

    public static boolean tryLock(ReentrantLock lock) {
        if (lock.tryLock()) {
            try {
                return true;
            } finally {
                lock.unlock();
            }
        }
        return false;
    }

    /** The exception of a call is caught around it, and something is on the stack below the call. */
    public static String caught(Iterator<String> iterator) {
        try {
            return "next: " + iterator.next();
        } catch (java.util.NoSuchElementException e) {
            return "none";
        }
    }

    /** An object is made, but not initialised, when the call is made. */
    public static String inArguments(AtomicInteger number) {
        return new String(new char[number.incrementAndGet()], 0, number.get()).replace('\0', 'x');
    }

    public static long wide(Map<Long, Double> map) {
        map.merge(5L, 1.5, Double::sum);
        return Math.round(map.get(5L));
    }

    public static void sorted(List<String> names) {
        Collections.sort(names);
    }

    public void waitFor(long millis) throws InterruptedException {
        synchronized (this) {
            wait(millis);
            notifyAll();
        }
    }

    public static String build() {
        return new StringBuilder().append('a').append(1L).append(2.0).toString();
    }

    public static void sleep() throws InterruptedException {
        Thread.sleep(0);
        Thread.startVirtualThread(() -> {}).join();
    }

    /** Code of the JDK runs nothing of this class here. */
    public static int pure(String text) {
        return text.length()
                + Integer.valueOf(5).hashCode()
                + Math.abs(-1)
                + text.substring(1).indexOf('a');
    }

    public static String kinds(ConcurrentHashMap<String, String> map, LinkedBlockingQueue<String> queue)
            throws Exception {
        map.computeIfAbsent("a", key -> key);
        queue.put("b");
        return queue.take() + new HashMap<>(map);
    }
}
