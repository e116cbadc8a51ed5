package dev.brigade.check.control;

import dev.brigade.check.agent.Site;
import dev.brigade.check.agent.Sites;
import dev.brigade.check.schedule.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A step that touches one thing, or two: part of an object, by the object's identity. Two conflict if they touch the same part and
 * one of them changes it.
 */
abstract class SharedStep implements Operation {
    /** What a step does to a lock. */
    enum Role {
        /** Nothing. */
        NEITHER,
        /** Takes it, and is not made as long as another one has it. */
        ACQUIRES,
        /** Gives it back. */
        RELEASES,
        /** Begins to take something, and may have to wait for it in the middle. */
        TAKES,
        /** Goes on when others have made that possible: what made it possible can't come after it. */
        FOLLOWS
    }

    /** Stands for all parts of an object. */
    static final Object WHOLE = "";

    /** Stands for the monitor of an object, which has nothing to do with its fields. */
    static final Object MONITOR = new Part("monitor");

    /** Stands for those who wait for a signal at an object's monitor. */
    static final Object WAIT_SET = new Part("wait set");

    private record Part(String name) {}

    /** Stands for the owner of static fields. */
    static final Object STATIC = new Object();

    private final Object owner;
    private final Object part;
    private final boolean changes;
    private final Role role;
    private final int site;
    private @Nullable Object alsoOwner;

    SharedStep(Object owner, Object part, boolean changes, Role role, int site) {
        this.owner = owner;
        this.part = part;
        this.changes = changes;
        this.role = role;
        this.site = site;
    }

    /** Touches, and changes, the whole of {@code object} too. */
    void alsoTouches(Object object) {
        alsoOwner = object;
    }

    @Nullable
    Object alsoOwner() {
        return alsoOwner;
    }

    Role role() {
        return role;
    }

    int siteId() {
        return site;
    }

    Object owner() {
        return owner;
    }

    Object part() {
        return part;
    }

    /** The site in instrumented code; null if it comes from elsewhere. */
    @Nullable
    Site site() {
        return site < 0 ? null : Sites.of(site);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // identity is what counts
    public boolean conflictsWith(Operation other) {
        if (!(other instanceof SharedStep that)) {
            return other.getClass() != getClass() && !(other instanceof Enum<?>) && other.conflictsWith(this);
        }
        return touchesBoth(that)
                || (owner == that.owner
                        && (changes || that.changes)
                        && (part.equals(that.part) || part.equals(WHOLE) || that.part.equals(WHOLE)));
    }

    @SuppressWarnings("ReferenceEquality") // identity is what counts
    private boolean touchesBoth(SharedStep that) {
        return (alsoOwner != null && (alsoOwner == that.owner || alsoOwner == that.alsoOwner))
                || (that.alsoOwner != null && that.alsoOwner == owner);
    }

    @Override
    public boolean competesWith(Operation other) {
        if (!(other instanceof SharedStep that)) {
            return other.getClass() == getClass() || other instanceof Enum<?> || other.competesWith(this);
        }
        return switch (role) {
            case NEITHER -> that.role != Role.FOLLOWS || !changes;
            case TAKES -> true;
            case ACQUIRES -> that.role != Role.RELEASES;
            case RELEASES -> that.role == Role.NEITHER || that.role == Role.TAKES;
            case FOLLOWS -> that.role != Role.RELEASES && (that.role != Role.NEITHER || !that.changes);
        };
    }

    @Override
    public boolean acquires() {
        return role == Role.ACQUIRES || role == Role.TAKES;
    }

    @Override
    public boolean waitsToBegin() {
        return role == Role.ACQUIRES;
    }

    @Override
    public boolean changes() {
        return changes;
    }

    @Override
    public String where() {
        Site at = site();
        return at == null ? "" : at.where();
    }
}
