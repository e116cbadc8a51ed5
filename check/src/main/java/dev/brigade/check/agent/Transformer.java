package dev.brigade.check.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a class that is loaded, or was before. Safe from any thread, as each loads classes. */
final class Transformer implements ClassFileTransformer {
    private final Scope scope;
    private final Set<String> entersUnannounced = new ConcurrentSkipListSet<>();
    private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

    /**
     * Classes that were transformed when they were loaded. When they are transformed again, the JVM gives their first file and demands
     * that methods and their flags are as they became.
     */
    private final Map<ClassLoader, Set<String>> atLoad = new WeakHashMap<>();

    Transformer(Scope scope) {
        this.scope = scope;
    }

    /**
     * Rewrites a class of the JDK and one of the application, for nothing, before this is asked of each class that is loaded: to
     * load a class while it is needed to rewrite itself would fail.
     */
    void warmUp() {
        try (InputStream random = Objects.requireNonNull(Object.class.getResourceAsStream("/java/util/Random.class"));
                InputStream own = Objects.requireNonNull(Scope.class.getResourceAsStream("Scope.class"))) {
            Instrumenter.jdk(random.readAllBytes());
            byte[] file = own.readAllBytes();
            ClassLoader loader = Objects.requireNonNull(Scope.class.getClassLoader());
            Instrumenter.steps(loader, file, true);
            Instrumenter.clocks(loader, file);
            Instrumenter.reads(loader, file);
            JdkClasses.contains("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Classes with synchronized methods whose monitors are entered without a step before. */
    List<String> entersUnannounced() {
        return List.copyOf(entersUnannounced);
    }

    /** Classes that could not be instrumented, each with the reason. */
    List<String> failures() {
        List<String> lines = new ArrayList<>();
        failures.forEach((name, cause) -> lines.add(name.replace('/', '.') + ": " + cause));
        lines.sort(null);
        return lines;
    }

    /** A class could not be transformed again. */
    void failed(Class<?> loaded, Throwable cause) {
        failures.put(loaded.getName().replace('.', '/'), cause);
    }

    /** Whether a class that has been loaded already should be transformed again. */
    boolean wants(Class<?> loaded) {
        String name = loaded.getName().replace('.', '/');
        return loaded.getClassLoader() == null
                ? JdkClasses.contains(name)
                : scope.hasClock(name)
                        || scope.readsWhatItIsGiven(name)
                        || scope.isApplication(name, loaded.getProtectionDomain());
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (name == null) {
            return null;
        }
        try {
            if (loader == null) {
                return JdkClasses.contains(name) ? Instrumenter.jdk(file).orElse(null) : null;
            }
            if (scope.isApplication(name, domain)) {
                return steps(loader, name, redefined, file);
            }
            if (scope.readsWhatItIsGiven(name)) {
                return Instrumenter.reads(loader, file);
            }
            return scope.hasClock(name) ? Instrumenter.clocks(loader, file).orElse(null) : null;
        } catch (Throwable failed) { // the JVM would swallow it, and nobody would know
            failures.put(name, failed);
            return null;
        }
    }

    private byte[] steps(ClassLoader loader, String name, @Nullable Class<?> redefined, byte[] file) {
        boolean isAtLoad = redefined == null || wasTransformedAtLoad(loader, name);
        byte[] transformed = Instrumenter.steps(loader, file, isAtLoad);
        if (redefined == null) {
            synchronized (atLoad) {
                atLoad.computeIfAbsent(loader, any -> new HashSet<>()).add(name);
            }
        } else if (!isAtLoad && Instrumenter.hasSynchronizedMethod(file)) {
            entersUnannounced.add(name.replace('/', '.'));
        }
        return transformed;
    }

    private boolean wasTransformedAtLoad(ClassLoader loader, String name) {
        synchronized (atLoad) {
            return atLoad.getOrDefault(loader, Set.of()).contains(name);
        }
    }
}
