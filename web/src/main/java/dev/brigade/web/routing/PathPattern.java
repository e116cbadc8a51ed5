package dev.brigade.web.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A route's path: literal segments and parameters, {@code /orders/{id:long}}. A parameter is a whole segment,
 * {@code {name}} or {@code {name:type}} with a {@link ParamType}. Immutable.
 *
 * @param text as written
 * @param segments its parts in order
 */
public record PathPattern(String text, List<Segment> segments) {

    /** A part between two slashes. */
    public sealed interface Segment {}

    /** Text that must be there. */
    public record Literal(String text) implements Segment {}

    /** A part that varies. */
    public record Param(String name, ParamType type) implements Segment {}

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is not one, saying what is wrong
     */
    public static PathPattern parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("Route \"" + text + "\" must begin with a slash");
        }
        if (text.contains("//")) {
            throw new IllegalArgumentException("Route \"" + text + "\" has two slashes in a row, which no link has");
        }
        List<Segment> segments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        if (text.length() > 1) {
            for (String part : text.substring(1).split("/", -1)) {
                segments.add(segment(part, text, names));
            }
        }
        for (int i = 0; i < segments.size() - 1; i++) {
            if (segments.get(i) instanceof Param(String name, ParamType type) && type == ParamType.PATH) {
                throw new IllegalArgumentException(
                        "Route " + text + ": {" + name + ":path} takes the rest of the path, so it must come last");
            }
        }
        return new PathPattern(text, List.copyOf(segments));
    }

    private static Segment segment(String part, String pattern, Set<String> names) {
        boolean param = part.startsWith("{") && part.endsWith("}");
        if (!param) {
            if (part.contains("{") || part.contains("}")) {
                throw new IllegalArgumentException("Route " + pattern
                        + ": a parameter is a whole segment, as in /orders/{id:long}, not \"" + part + "\"");
            }
            return new Literal(part);
        }
        String inside = part.substring(1, part.length() - 1);
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (name.isEmpty() || !name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-')) {
            throw new IllegalArgumentException("Route " + pattern + ": \"" + name + "\" is not a parameter name");
        }
        if (!names.add(name)) {
            throw new IllegalArgumentException("Route " + pattern + ": parameter \"" + name + "\" is there twice");
        }
        return new Param(name, colon < 0 ? ParamType.STRING : ParamType.named(inside.substring(colon + 1), pattern));
    }

    /** Whether there are no parameters in it. */
    public boolean isLiteral() {
        return segments.stream().allMatch(Literal.class::isInstance);
    }

    /** The path with {@code values} for its parameters, in order, percent-encoded as needed. */
    public String fill(Object... values) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        for (Segment segment : segments) {
            out.append('/');
            switch (segment) {
                case Literal(String literal) -> out.append(PercentEncoding.encode(literal, false));
                case Param(String name, ParamType type) -> {
                    if (next == values.length) {
                        throw new IllegalArgumentException("Route " + text + " needs a value for {" + name + "}");
                    }
                    String value = String.valueOf(values[next++]);
                    if (type == ParamType.STRING && ParamType.isElsewhere(value)) {
                        throw new IllegalArgumentException("Route " + text + ": \"" + value + "\" can't be {" + name
                                + "}, which does not begin with a slash and has no backslash and no part . or ..; {"
                                + name
                                + ":path} at the end of a route may");
                    }
                    if (type.parse(value).isEmpty()) {
                        throw new IllegalArgumentException(
                                "Route " + text + ": \"" + value + "\" is no " + type.label() + " for {" + name + "}");
                    }
                    out.append(PercentEncoding.encode(value, type == ParamType.PATH));
                }
            }
        }
        if (next < values.length) {
            throw new IllegalArgumentException(
                    "Route " + text + " has " + next + " parameters, and " + values.length + " values were given");
        }
        return out.isEmpty() ? "/" : out.toString();
    }
}
