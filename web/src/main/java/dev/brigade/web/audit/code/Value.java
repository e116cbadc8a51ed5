package dev.brigade.web.audit.code;

import java.util.List;

/**
 * What is known of a value on the stack or in a local variable: where it comes from. Two values that are equal are the same
 * object, as long as the fields on the way to it do not change; only locks in final fields are relied upon.
 */
sealed interface Value {
    /** The longest way over fields that is followed; without an end, a loop over a linked list would have none either. */
    int LONGEST = 5;

    /** Of which nothing is known. */
    record Unknown() implements Value {
        static final Value VALUE = new Unknown();
    }

    /** An argument of the method at which the analysis began; 0 is {@code this} if it has one. */
    record Param(int index) implements Value {}

    record Static(FieldName field) implements Value {}

    record Field(Value base, FieldName field) implements Value {}

    record ClassOf(String name) implements Value {}

    /**
     * Made by {@code new} in a method.
     *
     * @param published whether code that runs later has it too; before that, no other thread can see it
     */
    record Made(int id, boolean published) implements Value {}

    /** The read or the write lock of a read-write lock. */
    record Part(Value lock, boolean read) implements Value {}

    /** What {@code hold()} returned: closing it lets go of the lock. */
    record HeldOf(HeldLock lock) implements Value {}

    /** What {@code tryLock()} returned: the lock is held where it is true. */
    record TryOf(HeldLock lock) implements Value {}

    /** Computed from what was read from a field, as in {@code count + 1}. */
    record Computed(Value from) implements Value {}

    /** A lambda or a method reference, before it is used. */
    record Lambda(MethodName code, List<Value> captured) implements Value {
        public Lambda {
            captured = List.copyOf(captured);
        }
    }

    /** The field {@code field} of {@code base}. */
    static Value field(Value base, FieldName field) {
        return depth(base) >= LONGEST ? Unknown.VALUE : new Field(base, field);
    }

    private static int depth(Value value) {
        return switch (value) {
            case Field(Value base, FieldName _) -> 1 + depth(base);
            case Unknown _, Param _, Static _, ClassOf _, Made _, Part _, HeldOf _, TryOf _, Computed _, Lambda _ -> 0;
        };
    }

    /** The same for code that runs later, when other threads may have it. */
    default Value shared() {
        return switch (this) {
            case Made(int id, boolean _) -> new Made(id, true);
            case Field(Value base, FieldName field) -> new Field(base.shared(), field);
            case Part(Value lock, boolean read) -> new Part(lock.shared(), read);
            case HeldOf _, TryOf _, Computed _ -> Unknown.VALUE;
            case Unknown _, Param _, Static _, ClassOf _, Lambda _ -> this;
        };
    }
}
