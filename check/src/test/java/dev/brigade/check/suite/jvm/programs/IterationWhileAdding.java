package dev.brigade.check.suite.jvm.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Listeners that are told of each order, and count them. */
public final class IterationWhileAdding {
    private IterationWhileAdding() {}

    /** The list changes under the loop. */
    public static final class Broken {
        private final List<AtomicInteger> listeners =
                new ArrayList<>(List.of(new AtomicInteger(), new AtomicInteger()));

        public void add() {
            listeners.add(new AtomicInteger());
        }

        public int tell() {
            int told = 0;
            for (AtomicInteger listener : listeners) {
                listener.incrementAndGet();
                told++;
            }
            return told;
        }
    }

    /** The loop goes over the listeners of its beginning. */
    public static final class Fixed {
        private final List<AtomicInteger> listeners =
                new CopyOnWriteArrayList<>(List.of(new AtomicInteger(), new AtomicInteger()));

        public void add() {
            listeners.add(new AtomicInteger());
        }

        public int tell() {
            int told = 0;
            for (AtomicInteger listener : listeners) {
                listener.incrementAndGet();
                told++;
            }
            return told;
        }
    }
}
