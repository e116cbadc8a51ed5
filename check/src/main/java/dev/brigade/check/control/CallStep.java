package dev.brigade.check.control;

import dev.brigade.check.agent.Site;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Calls a method of the JDK that matters between threads. */
final class CallStep extends SharedStep implements Valued {
    private final String name;
    private final BooleanSupplier possible;
    private String value = "";
    private Optional<String> holder = Optional.empty();

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

    /** Says who has what this step waits for. */
    void heldBy(String who) {
        holder = Optional.of(who);
    }

    @Override
    public Optional<String> obstacle() {
        return isPossible() && holder.isEmpty()
                ? Optional.empty()
                : Optional.of(name + holder.map(who -> ", held by " + who).orElse(""));
    }

    @Override
    public String subject() {
        return Names.simple(owner().getClass().getName());
    }

    @Override
    public String text() {
        Site at = Objects.requireNonNull(site());
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
