package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.schedule.Outside;

/** For tests of the engine: what an exploration explores. */
public final class Subjects {
    private Subjects() {}

    public static Subject of(Exploration<?> exploration, Controller controller) {
        return exploration.subject(controller);
    }

    /** Opens what the exploration needs, before {@link #of}. */
    public static Outside open(Exploration<?> exploration) {
        return exploration.open();
    }

    /** Closes it. */
    public static void close(Exploration<?> exploration) {
        exploration.close();
    }

    /** Runs {@code code} while what the threads of {@code controller} log is dropped, as in an exploration. */
    public static void quietly(Controller controller, Runnable code) {
        try (QuietLogs _ = QuietLogs.all(controller.scheduler())) {
            code.run();
        }
    }
}
