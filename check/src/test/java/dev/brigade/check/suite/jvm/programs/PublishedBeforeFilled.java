package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** A journal that one thread writes and others read. */
public final class PublishedBeforeFilled {
    private PublishedBeforeFilled() {}

    /** Says that there is an entry before it is there. */
    public static final class Broken {
        private final AtomicReferenceArray<String> entries = new AtomicReferenceArray<>(4);
        private volatile int count;

        public void write(String entry) {
            int index = count;
            count = index + 1;
            entries.set(index, entry);
        }

        public int lengthOfLast() {
            int seen = count;
            return seen == 0 ? 0 : entries.get(seen - 1).length();
        }
    }

    /** First the entry, then the count. */
    public static final class Fixed {
        private final AtomicReferenceArray<String> entries = new AtomicReferenceArray<>(4);
        private volatile int count;

        public void write(String entry) {
            int index = count;
            entries.set(index, entry);
            count = index + 1;
        }

        public int lengthOfLast() {
            int seen = count;
            return seen == 0 ? 0 : entries.get(seen - 1).length();
        }
    }
}
