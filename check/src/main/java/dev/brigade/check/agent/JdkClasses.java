package dev.brigade.check.agent;

import java.util.Set;

/**
 * The classes of the JDK that ask the run for the time: those that wait with a time limit, and those that say what time it is. Not
 * those that wait for the network, whose answers come in real time.
 */
final class JdkClasses {
    private static final Set<String> CLOCKS = Set.of(
            "java/lang/Thread",
            "java/lang/VirtualThread",
            "java/time/Clock",
            "java/time/Clock$SystemClock",
            "java/time/Clock$SystemInstantSource",
            "java/util/Date",
            "java/util/GregorianCalendar",
            "java/util/JapaneseImperialCalendar",
            "jdk/internal/misc/ThreadFlock",
            "sun/util/locale/provider/CalendarProviderImpl");

    private static final String CONCURRENT = "java/util/concurrent/";

    private JdkClasses() {}

    /** Whether a class, by its internal name, may have a clock to rewrite. */
    static boolean hasClock(String name) {
        return name.startsWith(CONCURRENT) || CLOCKS.contains(name);
    }
}
