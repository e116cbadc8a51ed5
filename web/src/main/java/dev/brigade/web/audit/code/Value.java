package dev.brigade.web.audit.code;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    /** One of these, or something of which nothing is known: what ways that meet have brought. */
    record OneOf(Set<Value> values) implements Value {
        static final int MOST = 4;

        public OneOf {
            values = Set.copyOf(values);
        }
    }

    /** A lambda or a method reference, before it is used. */
    record Lambda(MethodName code, List<Value> captured) implements Value {
        public Lambda {
            captured = List.copyOf(captured);
        }
    }

    /** The field {@code field} of {@code base}. */
    static Value field(Value base, FieldName field) {
        return depth(base) >= LONGEST ? Unknown.VALUE : new Field(base instanceof OneOf ? Unknown.VALUE : base, field);
    }

    /** What it is where two ways meet. */
    static Value meet(Value one, Value other) {
        if (one.equals(other)) {
            return one;
        }
        Set<Value> both = new HashSet<>(each(one));
        both.addAll(each(other));
        both.removeIf(value -> !isTracked(value));
        return both.isEmpty() || both.size() > OneOf.MOST ? Unknown.VALUE : new OneOf(both);
    }

    /** All that it may be, as far as that is known. */
    static Set<Value> each(Value value) {
        return value instanceof OneOf(Set<Value> values) ? values : Set.of(value);
    }

    private static boolean isTracked(Value value) {
        return value instanceof Field || value instanceof Static || value instanceof Param;
    }

    /** The same, seen from a call with these arguments. */
    default Value with(List<Value> arguments) {
        return switch (this) {
            case Param(int index) -> index < arguments.size() ? arguments.get(index) : Unknown.VALUE;
            case Field(Value base, FieldName field) -> field(base.with(arguments), field);
            case Static _, ClassOf _ -> this;
            case OneOf(Set<Value> values) ->
                values.stream().map(value -> value.with(arguments)).reduce(Unknown.VALUE, Value::meet);
            case Unknown _, Made _, Part _, HeldOf _, TryOf _, Computed _, Lambda _ -> Unknown.VALUE;
        };
    }

    private static int depth(Value value) {
        return value instanceof Field(Value base, FieldName _) ? 1 + depth(base) : 0;
    }

    /** The same for code that runs later, when other threads may have it. */
    default Value shared() {
        return switch (this) {
            case Made(int id, boolean _) -> new Made(id, true);
            case Field(Value base, FieldName field) -> new Field(base.shared(), field);
            case Part(Value lock, boolean read) -> new Part(lock.shared(), read);
            case HeldOf _, TryOf _, Computed _ -> Unknown.VALUE;
            case Unknown _, Param _, Static _, ClassOf _, OneOf _, Lambda _ -> this;
        };
    }
}
