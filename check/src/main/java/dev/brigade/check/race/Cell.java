package dev.brigade.check.race;

import org.jspecify.annotations.Nullable;

/** What is known about one place in this run. The cells of a run are those of the run before, emptied. */
abstract class Cell {
    @Nullable
    Object owner;

    Object field = this;
    int hash;

    /** Its index in the table of {@link Cells}. */
    int slot;

    @SuppressWarnings(
            "ReferenceEquality") // the owner is the object itself; and a field is most often the same constant
    final boolean isOf(@Nullable Object anOwner, Object aField) {
        return owner == anOwner && (field == aField || field.equals(aField));
    }

    /** Forgets all of the run, and lets go of what belongs to the program. */
    final void empty() {
        owner = null;
        field = this;
        forget();
    }

    abstract void forget();
}
