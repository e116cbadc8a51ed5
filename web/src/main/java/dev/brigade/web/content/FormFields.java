package dev.brigade.web.content;

import dev.brigade.web.errors.Unprocessable;
import dev.brigade.web.errors.Unprocessable.Violation;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A form that does not fit its record, looked at field by field: a person who fills it in wants to be told of all mistakes at once, and reading it
 * as a whole ends at the first.
 *
 * @param mistakes what can't be read, and why
 * @param values what the other fields are; empty for none
 */
record FormFields(List<Violation> mistakes, Map<String, Optional<Object>> values) {

    /** Reads one field. */
    interface Reader {
        Optional<Object> read(List<String> texts, Type type);
    }

    /** @param first what reading it as a whole has met */
    static FormFields of(Map<String, List<String>> fields, Class<?> type, Unprocessable first, Reader reader) {
        FormFields found = new FormFields(new ArrayList<>(), new HashMap<>());
        if (type.isRecord() && !isRenamed(type)) {
            TreeSet<String> known = new TreeSet<>();
            for (RecordComponent component : type.getRecordComponents()) {
                known.add(component.getName());
                found.look(component, fields.get(component.getName()), reader);
            }
            fields.keySet().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> found.mistakes.add(new Violation(name, Json.unknown(known))));
        }
        List<String> told = found.mistakes.stream().map(Violation::field).toList();
        first.violations().stream()
                .filter(violation -> told.stream().noneMatch(field -> isWithin(violation.field(), field)))
                .forEach(found.mistakes::add);
        return found;
    }

    private void look(RecordComponent component, @Nullable List<String> texts, Reader reader) {
        String name = component.getName();
        Class<?> type = component.getType();
        if (type.isPrimitive() && (texts == null || texts.equals(List.of("")))) {
            if (type != boolean.class) {
                mistakes.add(new Violation(name, "is missing"));
            }
            return;
        }
        if (texts == null) {
            values.put(name, Optional.empty());
            return;
        }
        try {
            values.put(name, reader.read(texts, component.getGenericType()));
        } catch (Unprocessable e) {
            e.violations()
                    .forEach(violation ->
                            mistakes.add(new Violation(under(name, violation.field()), violation.message())));
        }
    }

    private static String under(String name, String field) {
        return field.isEmpty() || field.startsWith("[") ? name + field : name + "." + field;
    }

    private static boolean isWithin(String field, String other) {
        return field.equals(other) || field.startsWith(other + "[") || field.startsWith(other + ".");
    }

    /** Whether Jackson's annotations may give a field another name or form: then only Jackson knows what is wrong. */
    private static boolean isRenamed(Class<?> type) {
        return Stream.of(
                        Stream.of((AnnotatedElement) type),
                        Arrays.stream(type.getDeclaredFields()),
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getDeclaredConstructors()))
                .flatMap(elements -> elements)
                .flatMap(element -> Arrays.stream(element.getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getName().contains(".jackson."));
    }
}
