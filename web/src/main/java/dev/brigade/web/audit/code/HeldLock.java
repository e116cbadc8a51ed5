package dev.brigade.web.audit.code;

import dev.brigade.web.audit.code.Value.Part;

/**
 * A lock that is held at a place of a method.
 *
 * @param monitor whether by {@code synchronized}
 * @param read whether others may hold it to read at the same time
 */
record HeldLock(Value lock, boolean monitor, boolean read) {
    static HeldLock monitor(Value object) {
        return new HeldLock(object, true, false);
    }

    static HeldLock of(Value lock) {
        return lock instanceof Part(Value whole, boolean read)
                ? new HeldLock(whole, false, read)
                : new HeldLock(lock, false, false);
    }
}
