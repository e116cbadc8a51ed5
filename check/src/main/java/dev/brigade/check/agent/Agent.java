package dev.brigade.check.agent;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/**
 * Makes the application's classes tell of their steps, and the JDK take time and randomness from the run.
 *
 * <p>It attaches itself to the JVM that it runs in, about which the JVM prints a warning of four lines. Who does not want it starts
 * the JVM with {@code -XX:+EnableDynamicAgentLoading}, or with {@code -javaagent:brigade-check.jar}. The other warning, that sharing is
 * only supported for boot loader classes, is harmless; {@code -Xshare:off} avoids it. The agent has to be installed before
 * anything touches {@link dev.brigade.check.hooks.Hooks}, and it can't be taken out again; code that it rewrote asks a field, and
 * finds it null, while nothing is explored. Measured on a busy machine that costs about 1 ns for each access to a field or an array,
 * 2 ns for a call, and 30 ns for a synchronized method, whose monitor the JVM no longer takes by itself; installing takes a second.
 *
 * <p>Instrumented are the classes that come from a folder, as those of an application and its tests do during development, and those
 * that {@link #include} names. Their synchronized methods are no longer synchronized, but enter and leave the monitor in their
 * body, unless they had been loaded before: see {@link #entersUnannounced}.
 *
 * <p>Safe from any thread.
 */
public final class Agent {
    private static final Scope SCOPE = new Scope();
    private static final Transformer TRANSFORMER = new Transformer(SCOPE);
    private static final Set<String> OPENED = Set.of(
            "java.lang",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "jdk.internal.misc",
            "sun.nio.ch");

    /** What the JVM gave, if it was started with this agent. Guarded by the class's lock, like the next. */
    private static @Nullable Instrumentation given;

    private static volatile @Nullable Instrumentation installed;

    private Agent() {}

    /** Called by the JVM for {@code -javaagent}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        agentmain(arguments, instrumentation);
    }

    /** Called by the JVM when the agent is attached by somebody else. */
    public static synchronized void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        given = instrumentation;
        install();
    }

    /**
     * Installs the agent, unless that was done before.
     *
     * @throws IllegalStateException if it can't be installed; the message says what to do
     */
    public static void install() {
        if (installed == null) {
            installOnce();
        }
    }

    /**
     * Adds packages whose classes shall tell of their steps, also those in jars, with the packages below them.
     *
     * @param packageNames such as {@code com.acme.shop}
     * @throws IllegalArgumentException if a package is the JDK's, the explorer's or the test framework's
     */
    public static void include(String... packageNames) {
        boolean isNew = false;
        for (String name : packageNames) {
            isNew |= SCOPE.include(name);
        }
        if (isNew) {
            retransformAdded(packageNames);
        }
    }

    /**
     * The names of classes whose synchronized methods enter their monitor without a step before, so that orders in which another
     * thread comes first are not explored. They had been loaded when the agent was installed: install it earlier.
     */
    public static List<String> entersUnannounced() {
        return TRANSFORMER.entersUnannounced();
    }

    /** Whether the methods of {@code type} tell of their steps; of a lambda, those of the class that it stands in. */
    static boolean tells(Class<?> type) {
        String name = type.getName().replace('.', '/');
        int lambda = name.indexOf("$$Lambda");
        return SCOPE.isApplication(lambda < 0 ? name : name.substring(0, lambda), type.getProtectionDomain());
    }

    /** One line for each class that should tell of its steps and can't: its name, and why. */
    public static List<String> failures() {
        return TRANSFORMER.failures();
    }

    private static synchronized void installOnce() {
        if (installed != null) {
            return;
        }
        Instrumentation instrumentation = given == null ? attach() : given;
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(), opened(Agent.class.getModule()), Set.of(), Map.of());
        BootJar.append(instrumentation);
        TRANSFORMER.warmUp();
        instrumentation.addTransformer(TRANSFORMER, true);
        retransform(instrumentation, TRANSFORMER::wants);
        SocketPollers.warmUp();
        installed = instrumentation;
    }

    private static Instrumentation attach() {
        try {
            return ByteBuddyAgent.install();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "The explorer can't attach itself to this JVM: " + e.getMessage()
                            + ". Start it with -javaagent:brigade-check.jar instead.",
                    e);
        }
    }

    private static Map<String, Set<Module>> opened(Module to) {
        Map<String, Set<Module>> opened = new HashMap<>();
        OPENED.forEach(name -> opened.put(name, Set.of(to)));
        return opened;
    }

    private static void retransformAdded(String... packageNames) {
        Instrumentation instrumentation = installed;
        if (instrumentation != null) {
            retransform(
                    instrumentation,
                    loaded -> TRANSFORMER.wants(loaded)
                            && List.of(packageNames).stream().anyMatch(loaded.getName()::startsWith));
        }
    }

    private static void retransform(Instrumentation instrumentation, Predicate<Class<?>> wanted) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (instrumentation.isModifiableClass(loaded) && !loaded.isHidden() && wanted.test(loaded)) {
                classes.add(loaded);
            }
        }
        if (!classes.isEmpty() && !retransform(instrumentation, classes).isEmpty()) {
            // One that the JVM refuses spoils it for all: each by itself.
            for (Class<?> one : classes) {
                retransform(instrumentation, List.of(one)).ifPresent(cause -> TRANSFORMER.failed(one, cause));
            }
        }
    }

    private static Optional<Throwable> retransform(Instrumentation instrumentation, List<Class<?>> classes) {
        try {
            instrumentation.retransformClasses(classes.toArray(Class<?>[]::new));
            return Optional.empty();
        } catch (UnmodifiableClassException | LinkageError | UnsupportedOperationException | InternalError e) {
            return Optional.of(e);
        }
    }
}
