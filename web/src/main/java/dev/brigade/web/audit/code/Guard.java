package dev.brigade.web.audit.code;

import java.util.Optional;

/**
 * A lock that is held at a use.
 *
 * @param lock the way to it from what is used
 * @param monitor whether by {@code synchronized}
 * @param read whether others may hold it to read at the same time
 */
public record Guard(Way lock, boolean monitor, boolean read) {
    /** Empty if nobody knows how to find the lock from {@code owner}, the object that has the field. */
    static Optional<Guard> from(Value owner, HeldLock held) {
        return Way.to(held.lock(), owner).map(way -> new Guard(way, held.monitor(), held.read()));
    }
}
