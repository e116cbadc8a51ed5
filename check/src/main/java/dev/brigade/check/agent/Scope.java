package dev.brigade.check.agent;

import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Which classes tell of their steps, which of what they read in collections only, and of which only the clock is the run's. Names are internal ones, with slashes.
 *
 * <p>Safe from any thread.
 */
final class Scope {
    /** Never instrumented, whoever asks for it: the JDK, the explorer itself, and what runs tests. */
    private static final List<String> NEVER = List.of(
            "java/",
            "javax/",
            "jdk/",
            "sun/",
            "com/sun/",
            "dev/brigade/check/",
            "net/bytebuddy/",
            "org/junit/",
            "org/opentest4j/",
            "org/assertj/",
            "org/apache/maven/");

    /**
     * Parts of the names of classes that frameworks and the JDK make while a program runs: proxies of its classes, which are given their
     * folder but hold none of their code.
     */
    private static final List<String> GENERATED = List.of(
            "$$SpringCGLIB$$",
            "$$EnhancerBy",
            "$$FastClassBy",
            "$$Lambda",
            "$MockitoMock$",
            "$ByteBuddy$",
            "$HibernateProxy$",
            "$HibernateInstantiator$",
            "$HibernateAccessOptimizer$",
            "$$_WeldClientProxy",
            "$$_javassist",
            "$$_jvst",
            "_ClientProxy",
            "/$Proxy");

    /**
     * Parts of libraries that make answers of what handlers return, JSON by Jackson and pages by Pebble: they read collections that the
     * application may share. Only what reads these, and not what keeps things for itself.
     */
    private static final List<String> READERS = List.of(
            "tools/jackson/databind/ser/jdk/",
            "tools/jackson/databind/ser/std/",
            "tools/jackson/databind/ser/BeanPropertyWriter",
            "tools/jackson/core/JsonGenerator",
            "io/pebbletemplates/pebble/node/ForNode",
            "io/pebbletemplates/pebble/node/expression/ContainsExpression",
            "io/pebbletemplates/pebble/attributes/ArrayResolver",
            "io/pebbletemplates/pebble/attributes/DefaultAttributeResolver",
            "io/pebbletemplates/pebble/attributes/ListResolver",
            "io/pebbletemplates/pebble/attributes/MapResolver",
            "io/pebbletemplates/pebble/extension/core/");

    /** Programs to explore in the explorer's own tests. */
    private static final String EXPLORER = "dev/brigade/check/";

    private static final String PROGRAMS = "/programs/";

    /** Libraries that wait, of which only the clock is the run's. */
    private static final List<String> WITH_CLOCK =
            List.of("com/zaxxer/hikari/", "org/h2/", "dev/brigade/", "org/springframework/");

    private final CopyOnWriteArrayList<String> included = new CopyOnWriteArrayList<>();

    /** Adds a package with those below it, as {@code com.acme.shop}; false if it was added before. */
    boolean include(String packageName) {
        String prefix = prefix(packageName);
        if (isNever(prefix)) {
            throw new IllegalArgumentException(
                    "Package " + packageName
                            + " can't be explored: it is the JDK's, the explorer's or the test framework's. Name the application's own.");
        }
        return included.addIfAbsent(prefix);
    }

    /**
     * Whether each step of a class is told of: if it was included, or comes from a folder of classes, as the application's own do
     * during development and tests.
     */
    boolean isApplication(String name, @Nullable ProtectionDomain domain) {
        if (isNever(name) || isGenerated(name)) {
            return false;
        }
        if (name.startsWith(EXPLORER) || startsWithAny(name, included)) {
            return true;
        }
        return !name.startsWith("dev/brigade/") && domain != null && isFolder(domain.getCodeSource());
    }

    /** Whether a class that is not the application's takes time and randomness from the run. */
    boolean hasClock(String name) {
        return !isNever(name) && startsWithAny(name, WITH_CLOCK);
    }

    /** Whether a class that is not the application's tells of what it reads in collections and arrays. */
    boolean readsWhatItIsGiven(String name) {
        return startsWithAny(name, READERS);
    }

    private static boolean isFolder(@Nullable CodeSource source) {
        URL location = source == null ? null : source.getLocation();
        // The slash is what tells a folder from a jar for a URL class loader too.
        return location != null
                && location.getProtocol().equals("file")
                && location.getPath().endsWith("/");
    }

    private static boolean isGenerated(String name) {
        for (String part : GENERATED) {
            if (name.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNever(String name) {
        return startsWithAny(name, NEVER) && !(name.startsWith(EXPLORER) && name.contains(PROGRAMS));
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static String prefix(String packageName) {
        String name = packageName.replace('.', '/');
        return name.endsWith("/") ? name : name + "/";
    }
}
