package dev.brigade.web.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a method and a path stand for. A tree by segments: at each, a literal goes before a parameter, and a narrow
 * parameter before a wide one; where that leads nowhere the next is tried.
 *
 * <p>Filled on one thread, then only read: safe from any thread once it has been published.
 *
 * @param <T> what a route stands for
 */
public final class Router<T> {

    /** What {@link #find} found. */
    public sealed interface Result<T> {}

    /**
     * A route takes it.
     *
     * @param params the path's parameters: decoded, by name, of the type that the pattern says
     */
    public record Found<T>(T target, Map<String, Object> params) implements Result<T> {}

    /** There is the path, but not with this method. */
    public record WrongMethod<T>(List<String> allowed) implements Result<T> {}

    /** There is no such path. */
    public record NoPath<T>() implements Result<T> {}

    private static final class Node<T> {
        final Map<String, Node<T>> literals = new HashMap<>();
        final Map<ParamType, Node<T>> params = new EnumMap<>(ParamType.class);
        final Map<String, Leaf<T>> byMethod = new HashMap<>();
    }

    private record Leaf<T>(PathPattern pattern, T target) {}

    private final Node<T> root = new Node<>();

    /** Most requests are for paths without parameters: one look-up instead of a walk. */
    private final Map<String, Node<T>> literalPaths = new HashMap<>();

    /**
     * Adds a route.
     *
     * @throws IllegalArgumentException if another takes exactly the same
     */
    public void add(String method, PathPattern pattern, T target) {
        Node<T> node = root;
        for (PathPattern.Segment segment : pattern.segments()) {
            node = switch (segment) {
                case PathPattern.Literal(String text) -> node.literals.computeIfAbsent(text, _ -> new Node<>());
                case PathPattern.Param(String _, ParamType type) ->
                    node.params.computeIfAbsent(type, _ -> new Node<>());
            };
        }
        Leaf<T> other = node.byMethod.putIfAbsent(method, new Leaf<>(pattern, target));
        if (other != null) {
            throw new IllegalArgumentException("There are two routes for " + method + " " + pattern.text()
                    + (other.pattern().text().equals(pattern.text())
                            ? ""
                            : " (the other is " + other.pattern().text() + ")"));
        }
        if (pattern.isLiteral()) {
            literalPaths.put(pattern.fill(), node);
        }
    }

    /**
     * Finds the route of a request. HEAD is taken by the route for GET unless it has one of its own.
     *
     * @param rawPath as sent, percent-encoded
     * @throws IllegalArgumentException if the path is not properly encoded, or has something that would lead to another file
     *     where a parameter takes one segment
     */
    public Result<T> find(String method, String rawPath) {
        Node<T> literal = literalPaths.get(rawPath);
        if (literal != null) {
            Leaf<T> leaf = leaf(literal, method);
            if (leaf != null) {
                return new Found<>(leaf.target(), Map.of());
            }
        }
        Search search = new Search(method, segments(rawPath));
        Leaf<T> leaf = search.walk(root, 0);
        if (leaf != null) {
            return new Found<>(leaf.target(), search.params(leaf.pattern()));
        }
        if (search.elsewhere != null) {
            throw new IllegalArgumentException(
                    "\"" + search.elsewhere
                            + "\" can't be one segment of this path: it must not begin with a slash, nor have a backslash or a part . or ..");
        }
        return search.allowed.isEmpty() ? new NoPath<>() : new WrongMethod<>(withImplied(search.allowed));
    }

    private static <T> @Nullable Leaf<T> leaf(Node<T> node, String method) {
        Leaf<T> leaf = node.byMethod.get(method);
        return leaf == null && method.equals("HEAD") ? node.byMethod.get("GET") : leaf;
    }

    /** HEAD comes with GET, and OPTIONS with any. */
    private static List<String> withImplied(SortedSet<String> methods) {
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return List.copyOf(methods);
    }

    private static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        if (rawPath.length() > 1) {
            int start = 1;
            for (int slash = rawPath.indexOf('/', 1); slash >= 0; slash = rawPath.indexOf('/', start)) {
                segments.add(PercentEncoding.decode(rawPath.substring(start, slash), false));
                start = slash + 1;
            }
            segments.add(PercentEncoding.decode(rawPath.substring(start), false));
        }
        return segments;
    }

    /** One walk down the tree, remembering the parameters on its way and the methods it met at ends of other routes. */
    private final class Search {
        private final String method;
        private final List<String> segments;
        private final List<Object> values = new ArrayList<>();
        private @Nullable String elsewhere; // a segment that a parameter did not take
        private final SortedSet<String> allowed = new TreeSet<>();

        Search(String method, List<String> segments) {
            this.method = method;
            this.segments = segments;
        }

        @Nullable
        Leaf<T> walk(Node<T> node, int depth) {
            if (depth == segments.size()) {
                Leaf<T> leaf = leaf(node, method);
                allowed.addAll(leaf == null ? node.byMethod.keySet() : List.of());
                return leaf;
            }
            String segment = segments.get(depth);
            Node<T> literal = node.literals.get(segment);
            Leaf<T> leaf = literal == null ? null : walk(literal, depth + 1);
            for (var param : node.params.entrySet()) {
                if (leaf != null) {
                    break;
                }
                boolean rest = param.getKey() == ParamType.PATH;
                String text = rest ? String.join("/", segments.subList(depth, segments.size())) : segment;
                Optional<Object> value = param.getKey().parse(text);
                if (param.getKey() == ParamType.STRING && ParamType.isElsewhere(segment)) {
                    elsewhere = segment;
                }
                if (value.isPresent()) {
                    values.add(value.get());
                    leaf = walk(param.getValue(), rest ? segments.size() : depth + 1);
                    if (leaf == null) {
                        values.removeLast();
                    }
                }
            }
            return leaf;
        }

        Map<String, Object> params(PathPattern pattern) {
            Map<String, Object> params = new LinkedHashMap<>();
            for (PathPattern.Segment segment : pattern.segments()) {
                if (segment instanceof PathPattern.Param(String name, ParamType _)) {
                    params.put(name, values.get(params.size()));
                }
            }
            return Collections.unmodifiableMap(params);
        }
    }
}
