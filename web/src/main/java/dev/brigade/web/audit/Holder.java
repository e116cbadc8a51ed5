package dev.brigade.web.audit;

import dev.brigade.web.audit.code.FieldName;
import dev.brigade.web.audit.code.LambdaCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has a reference to an object. */
sealed interface Holder {
    /** The application handed it over. */
    record HandedOver() implements Holder {}

    /**
     * A lambda or method reference.
     *
     * @param values all that it has captured
     * @param index which of them this is
     * @param code empty if the source is not found
     */
    record Captured(List<@Nullable Object> values, int index, Optional<LambdaCode> code) implements Holder {}

    /**
     * A field of an application's class.
     *
     * @param owner the object that has it; empty if it is static
     */
    record InField(Optional<Node> owner, FieldName field) implements Holder {}

    /** An array, a collection, a map, an Optional, an AtomicReference. */
    record Element(Node container) implements Holder {}
}
