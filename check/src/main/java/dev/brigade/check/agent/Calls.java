package dev.brigade.check.agent;

import java.lang.invoke.MethodType;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the calls at sites do that matters between threads. Safe from any thread; worked out once for each site. */
public final class Calls {
    private static final ClassValue<ConcurrentMap<String, Call>> BY_RECEIVER = new ClassValue<>() {
        @Override
        protected ConcurrentMap<String, Call> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private static final ClassValue<Boolean> TELLS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Agent.tells(type);
        }
    };

    private static final ClassValue<Boolean> IS_OF_LIBRARY = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return !isOfJdk(type) && !type.getName().startsWith("dev.brigade.") && !Agent.tells(type);
        }
    };

    /** What the application has made, and the collections and arrays in which it keeps that. */
    private static final ClassValue<Boolean> CAN_BE_HANDED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.isArray()
                    || (type.getName().startsWith("java.util.") && !type.isEnum())
                    || (Agent.tells(type) && !type.isEnum() && !type.isHidden());
        }
    };

    private Calls() {}

    /** What the call at a site does, as far as its code says; nothing if there is none. */
    public static Call of(int site) {
        return Sites.call(site);
    }

    /** Whether what is called at a site is but an argument of the call there. */
    public static boolean isOfArgument(int site) {
        return Sites.call(site).is(CallKind.ARGUMENT);
    }

    /**
     * What the call at a site does to {@code receiver}: a map that the code knows as {@code java.util.Map} may be one that is safe
     * between threads.
     */
    public static Call of(int site, @Nullable Object receiver) {
        Call declared = Sites.call(site);
        if (receiver == null) {
            return declared;
        }
        if (!declared.dependsOnReceiver()) {
            return AccessOrder.changes(receiver, declared) ? declared.changing() : declared;
        }
        ConcurrentMap<String, Call> known = BY_RECEIVER.get(receiver.getClass());
        Call found = known.get(declared.key());
        if (found == null) {
            found = search(declared, receiver.getClass());
            known.put(declared.key(), found);
        }
        return AccessOrder.changes(receiver, found) ? found.changing() : found;
    }

    /** Whether threads can share {@code object} and {@code library}, which it is given to or comes from, tells nothing of what it does with it. */
    public static boolean canHand(Object object, @Nullable Object library) {
        return CAN_BE_HANDED.get(object.getClass()) && (library == null || !TELLS.get(library.getClass()));
    }

    /** Whether {@code object} is of a library's class, as what shows the contents of a cache is. */
    public static boolean isOfLibrary(Object object) {
        return IS_OF_LIBRARY.get(object.getClass());
    }

    /** Whose step changes itself, which no threads share, and not what it goes through; its class may have any name. */
    private static boolean isIterator(Class<?> receiver) {
        return Iterator.class.isAssignableFrom(receiver)
                || Enumeration.class.isAssignableFrom(receiver)
                || Spliterator.class.isAssignableFrom(receiver);
    }

    private static Call search(Call declared, Class<?> receiver) {
        if (!isOfJdk(receiver) && isApplications(declared, receiver)) {
            return declared.with(CallKind.DELEGATES);
        }
        Class<?> type = receiver;
        while (type.getSuperclass() != null && !isOfJdk(type)) {
            type = type.getSuperclass();
        }
        String owner = isOfJdk(receiver) ? type.getName() : known(receiver).orElse(type.getName());
        if (declared.isStatic()) {
            return isSafe(owner, declared.is(CallKind.WRITE))
                    ? declared.with(CallKind.ACQUIRES, CallKind.RELEASES)
                    : declared;
        }
        boolean isPlainIterator = isIterator(receiver) && !owner.startsWith("java.util.concurrent.");
        return owner.startsWith("java.util.") && !isPlainIterator
                ? CallTable.find(owner.replace('.', '/'), declared.method(), declared.descriptor(), false)
                        .map(CallTable.Found::call)
                        .orElse(declared)
                : declared;
    }

    /** Whether a collection, which a static method reads or changes, is safe between threads. */
    private static boolean isSafe(String owner, boolean changes) {
        return CallTable.find(owner.replace('.', '/'), changes ? "clear" : "size", changes ? "()V" : "()I", false)
                .filter(found -> found.call().is(CallKind.ACQUIRES))
                .isPresent();
    }

    private static boolean isOfJdk(Class<?> type) {
        return type.getName().startsWith("java.");
    }

    /** Whether what {@code receiver} does tells of itself: if the method is the application's, or is made of others that are. */
    private static boolean isApplications(Call call, Class<?> receiver) {
        if (!Agent.tells(receiver) || call.isStatic()) {
            return Agent.tells(receiver);
        }
        for (Class<?> type = receiver; type != null && type != Object.class; type = type.getSuperclass()) {
            if (declares(type, call)) {
                return Agent.tells(type) || type.getName().startsWith("java.util.Abstract");
            }
        }
        return true; // an interface's
    }

    private static boolean declares(Class<?> type, Call call) {
        try {
            return Stream.of(type.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals(call.method())
                            && MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                                    .descriptorString()
                                    .equals(call.descriptor()));
        } catch (LinkageError e) {
            return false; // a class of an optional dependency is missing
        }
    }

    /** Of a class of a library that says what it is: the name of one of the JDK that is safe in the same way. */
    private static Optional<String> known(Class<?> type) {
        if (type.getSimpleName().contains("Synchronized")) {
            return Optional.of("java.util.Collections$SynchronizedCollection");
        }
        if (type.getName().startsWith("java.util.concurrent.")) {
            return Optional.of(type.getName());
        }
        return Stream.concat(Stream.of(type.getInterfaces()), Stream.ofNullable(type.getSuperclass()))
                .flatMap(parent -> known(parent).stream())
                .findFirst();
    }
}
