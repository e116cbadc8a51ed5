package dev.brigade.web.content;

import dev.brigade.web.errors.Unprocessable;
import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.metadata.BeanDescriptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/**
 * Holds values against their Jakarta Validation annotations. Safe from any thread.
 *
 * <p>Hibernate Validator takes a good part of a second to load, so it is loaded only when a type with annotations first
 * comes, and by a platform thread of its own: its many static initialisers must not be met by many virtual threads at
 * once, since a virtual thread that waits for a class initialiser keeps its carrier. All that need it meanwhile wait for
 * the one future, and a future can be completed only once; if it fails, who comes next begins again.
 */
public final class BodyValidator {
    private static final Comparator<Unprocessable.Violation> BY_FIELD =
            Comparator.comparing(Unprocessable.Violation::field).thenComparing(Unprocessable.Violation::message);

    private final ReentrantLock starting = new ReentrantLock();
    private final boolean onThreadOfItsOwn;
    private final Supplier<Validator> loading;
    private volatile @Nullable CompletableFuture<Validator> loaded;

    public BodyValidator() {
        this(true, BodyValidator::loaded);
    }

    BodyValidator(boolean onThreadOfItsOwn, Supplier<Validator> loading) {
        this.onThreadOfItsOwn = onThreadOfItsOwn;
        this.loading = loading;
    }

    /**
     * One that is loaded by the thread that first needs it, for who controls all threads and lets one run at a time. It must not
     * be interrupted meanwhile.
     */
    public static BodyValidator withoutThread() {
        return new BodyValidator(false, BodyValidator::loaded);
    }

    /** Whether anything in a type, or in what it inherits from, may have to be checked; worked out once per class. */
    private final ClassValue<Boolean> mayHaveConstraints = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return withInherited(type).anyMatch(BodyValidator::declaresConstraints);
        }
    };

    /** A type, its superclasses and all interfaces: constraints of each hold; the JDK's have none. */
    private static Stream<Class<?>> withInherited(@Nullable Class<?> type) {
        return type == null || type.getClassLoader() == null
                ? Stream.empty()
                : Stream.of(
                                Stream.<Class<?>>of(type),
                                withInherited(type.getSuperclass()),
                                Arrays.stream(type.getInterfaces()).flatMap(BodyValidator::withInherited))
                        .flatMap(types -> types);
    }

    private static boolean declaresConstraints(Class<?> type) {
        return Stream.of(
                        Stream.of((AnnotatedElement) type),
                        Arrays.stream(type.getDeclaredFields()),
                        Arrays.stream(type.getDeclaredFields()).flatMap(field -> within(field.getAnnotatedType())),
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getDeclaredMethods())
                                .flatMap(method -> within(method.getAnnotatedReturnType())))
                .flatMap(elements -> elements)
                .flatMap(element -> Arrays.stream(element.getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(a -> a == Valid.class || a.isAnnotationPresent(Constraint.class) || holdsConstraints(a));
    }

    /** Whether an annotation is what Java makes of one constraint that is there twice. */
    private static boolean holdsConstraints(Class<? extends Annotation> annotation) {
        return Arrays.stream(annotation.getDeclaredMethods())
                .filter(method -> method.getName().equals("value"))
                .map(method -> method.getReturnType().getComponentType())
                .anyMatch(held -> held != null && held.isAnnotationPresent(Constraint.class));
    }

    /** The types between angle brackets, or of the elements, which may be annotated too: {@code List<@Valid Item>}. */
    private static Stream<AnnotatedElement> within(AnnotatedType type) {
        return switch (type) {
            case AnnotatedParameterizedType parameterized ->
                Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
                        .flatMap(argument -> Stream.concat(Stream.of(argument), within(argument)));
            case AnnotatedArrayType array -> {
                AnnotatedType element = array.getAnnotatedGenericComponentType();
                yield Stream.concat(Stream.of(element), within(element));
            }
            default -> Stream.empty();
        };
    }

    /**
     * Returns {@code value} if it keeps to its annotations; if it is an array or a collection, each of its elements too.
     *
     * @throws Unprocessable with each violation, ordered by field; in a list {@code [2].dish}
     */
    public <T> T check(T value) throws InterruptedException {
        List<Unprocessable.Violation> violations = new ArrayList<>();
        check(value, "", violations);
        if (!violations.isEmpty()) {
            throw new Unprocessable(violations);
        }
        return value;
    }

    /**
     * A form's fields as a record that keeps to its annotations.
     *
     * @throws Unprocessable with all that is wrong, of each field, ordered by field
     */
    public <T> T form(Json json, Map<String, List<String>> fields, Class<T> type) throws InterruptedException {
        T value;
        try {
            value = json.fromForm(fields, type);
        } catch (Unprocessable first) {
            throw new Unprocessable(all(json.eachField(fields, type, first), type));
        }
        return check(value);
    }

    private List<Unprocessable.Violation> all(FormFields fields, Class<?> type) throws InterruptedException {
        List<Unprocessable.Violation> found = new ArrayList<>(fields.mistakes());
        if (mayHaveConstraints.get(type)) {
            BeanDescriptor constraints = validator().getConstraintsForClass(type);
            for (Map.Entry<String, Optional<Object>> field : fields.values().entrySet()) {
                if (constraints.getConstraintsForProperty(field.getKey()) != null) {
                    validator()
                            .validateValue(
                                    type, field.getKey(), field.getValue().orElse(null))
                            .stream()
                            .map(v -> violation("", v.getPropertyPath().toString(), v.getMessage()))
                            .forEach(found::add);
                }
            }
        }
        return found.stream().distinct().sorted(BY_FIELD).toList();
    }

    private void check(@Nullable Object value, String at, List<Unprocessable.Violation> found)
            throws InterruptedException {
        if (value == null) {
            return;
        }
        if (mayHaveConstraints.get(value.getClass())) {
            validator().validate(value).stream()
                    .map(v -> violation(at, v.getPropertyPath().toString(), v.getMessage()))
                    .distinct() // a record's component says its constraints for its field and for its accessor
                    .sorted(BY_FIELD)
                    .forEach(found::add);
        }
        Iterable<?> elements = value instanceof Object[] array
                ? Arrays.asList(array)
                : value instanceof Collection<?> collection ? collection : List.of();
        int index = 0;
        for (Object element : elements) {
            check(element, at + "[" + index++ + "]", found);
        }
    }

    private static Unprocessable.Violation violation(String at, String path, String message) {
        return new Unprocessable.Violation(at + (at.isEmpty() || path.isEmpty() ? "" : ".") + path, message);
    }

    private Validator validator() throws InterruptedException {
        CompletableFuture<Validator> future = loaded;
        if (future == null || future.isCompletedExceptionally()) {
            starting.lock();
            try {
                future = loaded;
                if (future == null || future.isCompletedExceptionally()) { // there may be memory for it by now
                    future = new CompletableFuture<>();
                    CompletableFuture<Validator> toComplete = future;
                    if (onThreadOfItsOwn) {
                        Thread.ofPlatform().name("load-validation").start(() -> load(toComplete));
                    } else {
                        load(toComplete);
                    }
                    loaded = future;
                }
            } finally {
                starting.unlock();
            }
        }
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Jakarta Validation could not be loaded", e.getCause());
        }
    }

    private static Validator loaded() {
        // Messages without expressions: no expression language on the class path, and none to inject into.
        return Validation.byProvider(HibernateValidator.class)
                .configure()
                .getterPropertySelectionStrategy(new Accessors())
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()
                .getValidator();
    }

    private void load(CompletableFuture<Validator> future) {
        try {
            future.complete(loading.get());
        } catch (Throwable e) { // whatever it is: those who wait must not wait for ever
            future.completeExceptionally(e);
        }
    }
}
