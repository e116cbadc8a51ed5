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
        NEITHER,
        ACQUIRES,
        RELEASES
    }

    /** Stands for all parts of an object. */
    static final Object WHOLE = "";

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
        if (!(other instanceof SharedStep that) || role == Role.NEITHER || that.role == Role.NEITHER) {
            return true;
        }
        return role == Role.ACQUIRES && that.role == Role.ACQUIRES;
    }

    @Override
    public boolean acquires() {
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
