package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions by user: all requests of a user have the same. */
public final class PutIfAbsentIgnored {
    private PutIfAbsentIgnored() {}

    /** Returns its own session, though another one was there first. */
    public static final class Broken {
        private final ConcurrentMap<String, Integer> sessions = new ConcurrentHashMap<>();
        private final AtomicInteger last = new AtomicInteger();

        public int session(String user) {
            Integer known = sessions.get(user);
            if (known != null) {
                return known;
            }
            int made = last.incrementAndGet();
            sessions.putIfAbsent(user, made);
            return made;
        }
    }

    /** Makes one only if there is none, and returns the one that is there. */
    public static final class Fixed {
        private final ConcurrentMap<String, Integer> sessions = new ConcurrentHashMap<>();
        private final AtomicInteger last = new AtomicInteger();

        public int session(String user) {
            return sessions.computeIfAbsent(user, name -> last.incrementAndGet());
        }
    }
}
