package dev.brigade.web.audit.code;

import java.util.Optional;
import java.util.Set;

/**
 * A use of the object that a field or a captured variable holds.
 *
 * @param how what is done with it
 * @param method the method that is called: on it, or with it as an argument, then with the name of its class
 * @param owner the way to the object that has the field, if that is known
 * @param under the locks that are held
 */
public record Use(How how, String method, Optional<Way> owner, Line line, Set<Guard> under) {
    /** What is done with an object. */
    public enum How {
        /** A method of it is called. */
        CALLED,
        /** A field of it is read or written. */
        FIELD,
        /** It is passed to a method. */
        PASSED,
        /** An element of it, an array, is read. */
        ELEMENT_READ,
        /** An element of it, an array, is written. */
        ELEMENT_WRITTEN,
        /** It is what a lambda returns. */
        ANSWERED,
        /** It is what a method returns. */
        HANDED_OUT,
        /** It is put into another field. */
        KEPT
    }

    public Use {
        under = Set.copyOf(under);
    }
}
