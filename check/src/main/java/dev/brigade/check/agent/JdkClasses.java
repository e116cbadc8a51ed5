package dev.brigade.check.agent;

import java.util.Set;

/**
 * The classes of the JDK that take time and randomness from the run: those that wait with a time limit, those that say what time it
 * is, and sources of random numbers. Not those that wait for the network, whose answers come in real time. Names are internal ones.
 *
 * <p>This class refers to nothing but names: it is asked of each class that is loaded, also of those that rewriting needs.
 */
final class JdkClasses {
    private static final Set<String> NAMES = Set.of(
            "java/lang/Thread",
            "java/lang/VirtualThread",
            "java/time/Clock",
            "java/time/Clock$SystemClock",
            "java/time/Clock$SystemInstantSource",
            "java/util/Date",
            "java/util/GregorianCalendar",
            "java/util/JapaneseImperialCalendar",
            "jdk/internal/misc/ThreadFlock",
            "sun/util/locale/provider/CalendarProviderImpl",
            "java/util/Random",
            "java/util/SplittableRandom",
            "java/security/SecureRandom");

    private static final String CONCURRENT = "java/util/concurrent/";
    static final String GENERATORS = "jdk/internal/random/";

    private JdkClasses() {}

    /** Whether a class may have something to rewrite. */
    static boolean contains(String name) {
        return name.startsWith(CONCURRENT) || name.startsWith(GENERATORS) || NAMES.contains(name);
    }
}
