package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.explore.Subject;

/** For tests of the engine: what an exploration explores. */
public final class Subjects {
    private Subjects() {}

    public static Subject of(Exploration<?> exploration, Controller controller) {
        return exploration.subject(controller);
    }
}
