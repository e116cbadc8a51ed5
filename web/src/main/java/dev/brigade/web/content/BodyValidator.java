package dev.brigade.web.content;

import dev.brigade.web.errors.Unprocessable;
import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Holds values against their Jakarta Validation annotations. Safe from any thread.
 *
 * <p>Hibernate Validator takes a good part of a second to load, so it is loaded only when a type with annotations first
 * comes, and by a platform thread of its own: its many static initialisers must not be met by many virtual threads at
 * once, since a virtual thread that waits for a class initialiser keeps its carrier. All that need it meanwhile wait for
 * the one future, and a future can be completed only once.
 */
public final class BodyValidator {
    private final ReentrantLock starting = new ReentrantLock();
    private final boolean onThreadOfItsOwn;
    private volatile @org.jspecify.annotations.Nullable CompletableFuture<Validator> loaded;

    public BodyValidator() {
        this(true);
    }

    private BodyValidator(boolean onThreadOfItsOwn) {
        this.onThreadOfItsOwn = onThreadOfItsOwn;
    }

    /**
     * One that is loaded by the thread that first needs it, for who controls all threads and lets one run at a time. It must not
     * be interrupted meanwhile.
     */
    public static BodyValidator withoutThread() {
        return new BodyValidator(false);
    }

    /** Whether anything in a type has to be checked; worked out once per class. */
    private final ClassValue<Boolean> hasConstraints = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Stream.of(
                            Stream.of((AnnotatedElement) type),
                            Arrays.stream(type.getDeclaredFields()),
                            Arrays.stream(type.getDeclaredFields()).flatMap(field -> within(field.getAnnotatedType())),
                            Arrays.stream(type.getDeclaredMethods()))
                    .flatMap(elements -> elements)
                    .flatMap(element -> Arrays.stream(element.getAnnotations()))
                    .map(Annotation::annotationType)
                    .anyMatch(a -> a == Valid.class
                            || a.isAnnotationPresent(Constraint.class)
                            || (a.getEnclosingClass() != null
                                    && a.getEnclosingClass().isAnnotationPresent(Constraint.class)));
        }
    };

    /** The types between angle brackets, which may be annotated too: {@code List<@Valid Item>}. */
    private static Stream<AnnotatedElement> within(AnnotatedType type) {
        if (!(type instanceof AnnotatedParameterizedType parameterized)) {
            return Stream.empty();
        }
        return Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
                .flatMap(argument -> Stream.concat(Stream.of(argument), within(argument)));
    }

    /**
     * Returns {@code value} if it keeps to its annotations.
     *
     * @throws Unprocessable with each violation, ordered by field
     */
    public <T> T check(T value) throws InterruptedException {
        if (!hasConstraints.get(value.getClass())) {
            return value;
        }
        List<Unprocessable.Violation> violations = validator().validate(value).stream()
                .map(v -> new Unprocessable.Violation(v.getPropertyPath().toString(), v.getMessage()))
                .sorted(Comparator.comparing(Unprocessable.Violation::field)
                        .thenComparing(Unprocessable.Violation::message))
                .toList();
        if (!violations.isEmpty()) {
            throw new Unprocessable(violations);
        }
        return value;
    }

    private Validator validator() throws InterruptedException {
        CompletableFuture<Validator> future = loaded;
        if (future == null) {
            starting.lock();
            try {
                future = loaded;
                if (future == null) {
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

    private static void load(CompletableFuture<Validator> future) {
        try {
            // Messages without expressions: no expression language on the class path, and none to inject into.
            var factory = Validation.byDefaultProvider()
                    .configure()
                    .messageInterpolator(new ParameterMessageInterpolator())
                    .buildValidatorFactory();
            future.complete(factory.getValidator());
        } catch (RuntimeException | LinkageError e) {
            future.completeExceptionally(e);
        }
    }
}
