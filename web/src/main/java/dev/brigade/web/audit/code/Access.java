package dev.brigade.web.audit.code;

import java.util.Optional;
import java.util.Set;

/**
 * A read or write of a field, by code that several threads may run.
 *
 * @param owner the way to the object that has it, if that is known
 * @param write whether it is written
 * @param fromItself whether what is written was computed from what was read from it: {@code count++}
 * @param under the locks that are held
 */
public record Access(
        FieldName field, Optional<Way> owner, boolean write, boolean fromItself, Line line, Set<Guard> under) {
    public Access {
        under = Set.copyOf(under);
    }
}
