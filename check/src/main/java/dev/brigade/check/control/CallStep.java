package dev.brigade.check.control;

import dev.brigade.check.agent.Site;
import dev.brigade.check.agent.Sites;
import dev.brigade.check.schedule.Operation;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls a method of the JDK that matters between threads. */
final class CallStep extends WaitingStep implements Valued {
    private final String name;
    private final BooleanSupplier possible;
    private String value = "";
    private Supplier<Optional<String>> holder = Optional::empty;
    private @Nullable CallStep rest;
    private boolean shared;
    private boolean limited;
    private Optional<String> field = Optional.empty();

    /** @param name of what is called, for people */
    CallStep(Object owner, Object part, boolean changes, Role role, int site, String name, BooleanSupplier possible) {
        super(owner, part, changes, role, site);
        this.name = name;
        this.possible = possible;
    }

    @Override
    public boolean isPossible() {
        return possible.getAsBoolean();
    }

    /** Says that others may have at the same time what this step takes or gives back. */
    void isShared() {
        shared = true;
    }

    /** Says that what is called is a handle, and which field it reaches. */
    void reaches(String name) {
        field = Optional.of(name);
    }

    /** The field that it reaches by a handle, for people. */
    Optional<String> field() {
        return field;
    }

    /** Says whether its thread is in the middle of it and may wait there, but only so long. */
    void isLimited(boolean now) {
        limited = now;
    }

    @Override
    public boolean isLimited() {
        return limited;
    }

    @Override
    public boolean isUnasked() {
        return Sites.isIgnored(siteId());
    }

    @Override
    public void endsEarly() {
        super.endsEarly();
        rest = null;
    }

    /** Those that share something do not hinder each other; all else that is done to it can tell whether they have it. */
    @Override
    @SuppressWarnings("ReferenceEquality") // identity is what counts
    public boolean conflictsWith(Operation other) {
        return super.conflictsWith(other)
                || (other instanceof CallStep that && shared != that.shared && owner() == that.owner());
    }

    /** Says who will say who has what this step waits for. */
    void heldBy(Supplier<Optional<String>> who) {
        holder = who;
    }

    @Override
    public Optional<String> obstacle() {
        return holder.get().map(who -> name + ", held by " + who);
    }

    @Override
    public Operation rest() {
        if (role() == Role.NEITHER || role() == Role.FOLLOWS) {
            return this;
        }
        CallStep known = rest;
        if (known == null) {
            known = new CallStep(owner(), part(), !shared, roleOfRest(), siteId(), name, () -> true);
            known.isRestOf(this);
            known.shared = shared;
            Object also = alsoOwner();
            if (also != null) {
                known.alsoTouches(also);
            }
            rest = known;
        }
        return known;
    }

    @Override
    public String subject() {
        return Names.simple(owner().getClass().getName());
    }

    @Override
    public String text() {
        Site at = Objects.requireNonNull(site());
        if (field.isPresent()) {
            return field.get() + "." + at.member() + "()";
        }
        return name + "." + at.member() + (part().equals(WHOLE) ? "()" : "(" + Names.value(part()) + ")");
    }

    @Override
    public String value() {
        return value;
    }

    void value(String newValue) {
        value = newValue;
    }
}
