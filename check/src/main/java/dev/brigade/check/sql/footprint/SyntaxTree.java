package dev.brigade.check.sql.footprint;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import org.jspecify.annotations.Nullable;

/**
 * All nodes of a statement's tree. JSqlParser's visitors pass by some (an operator's name may hold half of the condition), which
 * would be rows that nobody knows to be touched; so the fields themselves are followed, whatever the node.
 */
final class SyntaxTree {
    private static final String LIBRARY = "net.sf.jsqlparser.";

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Class<?> at = type; at != null && at.getName().startsWith(LIBRARY); at = at.getSuperclass()) {
                for (Field field : at.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()
                            && !isName(at, field)) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            return fields;
        }
    };

    private SyntaxTree() {}

    /** Whether a field holds a table that is only named again: before a column's dot, after {@code for update of}. */
    private static boolean isName(Class<?> owner, Field field) {
        boolean qualifier = owner == Column.class || owner == AllTableColumns.class;
        return switch (field.getName()) {
            case "forUpdateTables", "resolvedTable" -> true;
            case "table" -> qualifier;
            default -> Node.class.isAssignableFrom(field.getType());
        };
    }

    /** {@code root} and all below it, each once. */
    static List<Object> nodes(Object root) {
        return nodes(root, _ -> true);
    }

    /** {@code root} and what is below it; below another node only if {@code enters} says so. */
    static List<Object> nodes(Object root, Predicate<Object> enters) {
        List<Object> found = new ArrayList<>();
        collect(root, found, Collections.newSetFromMap(new IdentityHashMap<>()), enters);
        return found;
    }

    private static void collect(@Nullable Object node, List<Object> found, Set<Object> seen, Predicate<Object> enters) {
        switch (node) {
            case null -> {}
            case String _, Number _, Boolean _, Enum<?> _, Node _ -> {}
            case Map<?, ?> map -> {
                collect(map.keySet(), found, seen, enters);
                collect(map.values(), found, seen, enters);
            }
            case Map.Entry<?, ?> entry -> {
                collect(entry.getKey(), found, seen, enters);
                collect(entry.getValue(), found, seen, enters);
            }
            case Object[] array -> collect(List.of(array), found, seen, enters);
            default -> {
                if (!seen.add(node)) {
                    return;
                }
                boolean enter = true;
                if (node.getClass().getName().startsWith(LIBRARY)) {
                    found.add(node);
                    enter = found.size() == 1 || enters.test(node);
                }
                if (enter) {
                    below(node, found, seen, enters);
                }
            }
        }
    }

    private static void below(Object node, List<Object> found, Set<Object> seen, Predicate<Object> enters) {
        if (node instanceof Collection<?> nodes) {
            for (Object element : nodes) {
                collect(element, found, seen, enters);
            }
        }
        try {
            for (Field field : FIELDS.get(node.getClass())) {
                collect(field.get(node), found, seen, enters);
            }
        } catch (IllegalAccessException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
