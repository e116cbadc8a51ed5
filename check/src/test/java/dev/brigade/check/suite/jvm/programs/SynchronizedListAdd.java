package dev.brigade.check.suite.jvm.programs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Subscribers, each of them once. */
public final class SynchronizedListAdd {
    private SynchronizedListAdd() {}

    /** Each call is synchronised, the two together are not. */
    public static final class Broken {
        private final List<String> subscribers = Collections.synchronizedList(new ArrayList<>());

        public void subscribe(String name) {
            if (!subscribers.contains(name)) {
                subscribers.add(name);
            }
        }
    }

    /** Holds the list's lock over both. */
    public static final class Fixed {
        private final List<String> subscribers = Collections.synchronizedList(new ArrayList<>());

        public void subscribe(String name) {
            synchronized (subscribers) {
                if (!subscribers.contains(name)) {
                    subscribers.add(name);
                }
            }
        }
    }
}
