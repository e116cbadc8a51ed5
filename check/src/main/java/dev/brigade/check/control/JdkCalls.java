package dev.brigade.check.control;

import dev.brigade.check.race.RaceDetector;
import dev.brigade.check.schedule.Scheduler;
import dev.brigade.check.schedule.Task;
import org.jspecify.annotations.Nullable;

/** Calls of the JDK that matter between threads. Confined to the carrier. */
final class JdkCalls {
    JdkCalls(Scheduler scheduler, RaceDetector races, Monitors monitors, Values values) {}

    void begin() {}

    void before(Task me, @Nullable Object receiver, @Nullable Object argument, int site) {}

    void after(Task me, @Nullable Object receiver, @Nullable Object result, int site) {}
}
