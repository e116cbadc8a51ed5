package dev.brigade.check.suite.jvm.programs;

import java.util.List;
import java.util.Optional;
import java.util.Vector;

/** Undo: the last edit is taken back. */
public final class LastElement {
    private LastElement() {}

    /** The index is of a size that another thread has reduced. */
    @SuppressWarnings("JdkObsolete") // the class that seems safe
    public static final class Broken {
        private final Vector<String> edits = new Vector<>(List.of("a"));

        public Optional<String> undo() {
            if (edits.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(edits.remove(edits.size() - 1));
        }
    }

    /** Holds the vector's monitor over all three calls. */
    @SuppressWarnings("JdkObsolete")
    public static final class Fixed {
        private final Vector<String> edits = new Vector<>(List.of("a"));

        public Optional<String> undo() {
            synchronized (edits) {
                if (edits.isEmpty()) {
                    return Optional.empty();
                }
                return Optional.of(edits.remove(edits.size() - 1));
            }
        }
    }
}
