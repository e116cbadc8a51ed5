package dev.brigade.check.hooks;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * The sources of random numbers that were made without a seed. Often they are kept in a static field and so outlive a run: their
 * numbers would go on where the last run stopped. Known by identity, since a subclass may have an {@code equals} of its own.
 *
 * <p>Safe from any thread: all is done under the class's lock, in which nothing else is called.
 */
final class Unseeded {
    private static final Set<Key> KEYS = new HashSet<>();
    private static final ReferenceQueue<Random> GONE = new ReferenceQueue<>();

    private Unseeded() {}

    static synchronized void add(Random source) {
        for (Reference<? extends Random> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            KEYS.remove(gone);
        }
        KEYS.add(new Key(source, GONE));
    }

    static synchronized boolean contains(Random source) {
        return KEYS.contains(new Key(source, null));
    }

    private static final class Key extends WeakReference<Random> {
        private final int hash;

        Key(Random source, ReferenceQueue<Random> queue) {
            super(source, queue);
            hash = System.identityHashCode(source);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            // A key whose source is gone equals itself only, so that it can be removed.
            if (this == other) {
                return true;
            }
            Random source = get();
            return source != null && other instanceof Key key && key.refersTo(source);
        }
    }
}
