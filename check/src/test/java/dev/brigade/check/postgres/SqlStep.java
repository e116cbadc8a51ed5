package dev.brigade.check.postgres;

import dev.brigade.check.schedule.Operation;

/** A statement, or the end of a transaction: of two of which one changes something the order can matter, whatever they say. */
record SqlStep(String text, boolean changes) implements Operation {
    @Override
    public boolean conflictsWith(Operation other) {
        return other instanceof SqlStep that
                ? changes || that.changes
                : other.getClass() != getClass() && !(other instanceof Enum<?>) && other.conflictsWith(this);
    }

    @Override
    public String subject() {
        return "database";
    }
}
