package dev.brigade.web.routing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a path parameter takes, in the order in which types are tried for a segment: the narrowest first. */
public enum ParamType {
    /** A whole number of 32 bits. */
    INT,
    /** A whole number of 64 bits. */
    LONG,
    /** A UUID in its usual form of 36 characters. */
    UUID,
    /** Any one segment that is not empty and, taken for the path of a file, would not lead out of its folder. */
    STRING,
    /** The rest of the path, slashes and all; only at a pattern's end. */
    PATH;

    /** The type of this name; names are written in lower case. */
    static ParamType named(String name, String pattern) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Route " + pattern + ": there is no parameter type \""
                        + name + "\"; there are "
                        + Arrays.stream(values()).map(ParamType::label).collect(Collectors.joining(", "))));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value of a decoded segment, or empty if it is not of this type. */
    Optional<Object> parse(String segment) {
        try {
            return switch (this) {
                case INT -> isNumber(segment) ? Optional.of(Integer.parseInt(segment)) : Optional.empty();
                case LONG -> isNumber(segment) ? Optional.of(Long.parseLong(segment)) : Optional.empty();
                case UUID ->
                    segment.length() == 36 ? Optional.of(java.util.UUID.fromString(segment)) : Optional.empty();
                case STRING -> segment.isEmpty() || isElsewhere(segment) ? Optional.empty() : Optional.of(segment);
                case PATH -> Optional.of(segment);
            };
        } catch (IllegalArgumentException notOfThisType) {
            return Optional.empty();
        }
    }

    /**
     * Whether a decoded segment, taken for the path of a file, would lead out of its folder: it begins with a slash, has a
     * backslash, or a part that is {@code .} or {@code ..}. Names such as {@code half/half} are fine.
     */
    static boolean isElsewhere(String segment) {
        if (segment.indexOf('.') < 0 && segment.indexOf('/') != 0 && segment.indexOf('\\') < 0) {
            return false; // as a rule
        }
        return segment.startsWith("/")
                || segment.indexOf('\\') >= 0
                || Arrays.stream(segment.split("/", -1)).anyMatch(part -> part.equals(".") || part.equals(".."));
    }

    /** Only one way to write a number, so that a thing has one address: no plus sign, no leading zeros. */
    private static boolean isNumber(String segment) {
        int start = segment.startsWith("-") ? 1 : 0;
        int digits = segment.length() - start;
        if (digits < 1 || digits > 19 || (digits > 1 && segment.charAt(start) == '0')) {
            return false;
        }
        for (int i = start; i < segment.length(); i++) {
            if (segment.charAt(i) < '0' || segment.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
