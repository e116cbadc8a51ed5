package dev.brigade.check.agent;

import java.util.Enumeration;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What the calls at sites do that matters between threads. Safe from any thread; worked out once for each site. */
public final class Calls {
    private static final ClassValue<ConcurrentMap<String, Call>> BY_RECEIVER = new ClassValue<>() {
        @Override
        protected ConcurrentMap<String, Call> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
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
        if (receiver == null || !declared.dependsOnReceiver()) {
            return declared;
        }
        ConcurrentMap<String, Call> known = BY_RECEIVER.get(receiver.getClass());
        Call found = known.get(declared.key());
        if (found == null) {
            found = search(declared, receiver.getClass());
            known.put(declared.key(), found);
        }
        return found;
    }

    /** Whose step changes itself, which no threads share, and not what it goes through; its class may have any name. */
    private static boolean isIterator(Class<?> receiver) {
        return Iterator.class.isAssignableFrom(receiver) || Enumeration.class.isAssignableFrom(receiver);
    }

    private static Call search(Call declared, Class<?> receiver) {
        Class<?> type = receiver;
        while (type.getSuperclass() != null && !type.getName().startsWith("java.")) {
            type = type.getSuperclass();
        }
        String owner = type.getName().replace('.', '/');
        boolean isPlainIterator = isIterator(receiver) && !owner.startsWith("java/util/concurrent/");
        return owner.startsWith("java/util/") && !isPlainIterator
                ? CallTable.find(owner, declared.method(), declared.descriptor(), false)
                        .map(CallTable.Found::call)
                        .orElse(declared)
                : declared;
    }
}
