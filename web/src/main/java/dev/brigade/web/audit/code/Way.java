package dev.brigade.web.audit.code;

import dev.brigade.web.audit.code.Value.ClassOf;
import dev.brigade.web.audit.code.Value.Field;
import dev.brigade.web.audit.code.Value.Param;
import dev.brigade.web.audit.code.Value.Static;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an object is found.
 *
 * @param fields the fields to follow, in turn
 */
public record Way(Anchor from, List<FieldName> fields) {
    /** Where a way begins. */
    public sealed interface Anchor {
        /** The object whose field is used. */
        record Owner() implements Anchor {}

        /** The value that a lambda has captured as its {@code index}th. */
        record Captured(int index) implements Anchor {}

        record StaticField(FieldName field) implements Anchor {}

        record TheClass(String name) implements Anchor {}
    }

    public Way {
        fields = List.copyOf(fields);
    }

    /** The way to {@code value}, from {@code owner} if it leads over it; empty if none is known. */
    static Optional<Way> to(Value value, Value owner) {
        List<FieldName> fields = new ArrayList<>();
        Value at = value;
        while (true) {
            if (at.equals(owner) && !(at instanceof Value.Unknown)) {
                return Optional.of(new Way(new Anchor.Owner(), fields));
            }
            switch (at) {
                case Field(Value base, FieldName field) -> {
                    fields.addFirst(field);
                    at = base;
                }
                case Param(int index) -> {
                    return Optional.of(new Way(new Anchor.Captured(index), fields));
                }
                case Static(FieldName field) -> {
                    return Optional.of(new Way(new Anchor.StaticField(field), fields));
                }
                case ClassOf(String name) -> {
                    return Optional.of(new Way(new Anchor.TheClass(name), fields));
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
    }
}
