package dev.brigade.web.audit;

/**
 * A lock, or an object by whose monitor threads exclude each other.
 *
 * @param name for people: {@code lock "news"}
 */
record LockObject(Object object, boolean monitor, String name) {
    @Override
    @SuppressWarnings("ReferenceEquality") // two locks that are equal would still be two
    public boolean equals(Object other) {
        return other instanceof LockObject lock && lock.object == object && lock.monitor == monitor;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }
}
