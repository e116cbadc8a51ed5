package dev.brigade.web.audit;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The locks that are held at all of several places; at no place at all, that is every lock.
 *
 * @param locks empty if there was no place
 */
record HeldEverywhere(Optional<Set<LockObject>> locks) {
    /** Before the first place. */
    static final HeldEverywhere EVERY = new HeldEverywhere(Optional.empty());

    static final HeldEverywhere NONE = of(Set.of());

    static HeldEverywhere of(Collection<LockObject> locks) {
        return new HeldEverywhere(Optional.of(Set.copyOf(locks)));
    }

    /** At these places and at those. */
    HeldEverywhere and(HeldEverywhere other) {
        if (locks.isEmpty()) {
            return other;
        }
        return other.locks
                .map(others -> locks.get().stream().filter(others::contains).collect(Collectors.toSet()))
                .map(HeldEverywhere::of)
                .orElse(this);
    }

    /** At these places, which are only reached with those of {@code outer} held. */
    HeldEverywhere within(HeldEverywhere outer) {
        if (locks.isEmpty() || outer.locks.isEmpty()) {
            return EVERY;
        }
        Set<LockObject> all = new HashSet<>(locks.get());
        all.addAll(outer.locks.get());
        return of(all);
    }

    boolean isEvery() {
        return locks.isEmpty();
    }

    /** One of them, the first by name; empty if none is held everywhere. */
    Optional<LockObject> one() {
        return sorted().stream().findFirst();
    }

    List<LockObject> sorted() {
        return locks.orElse(Set.of()).stream()
                .sorted(java.util.Comparator.comparing(LockObject::name))
                .toList();
    }
}
