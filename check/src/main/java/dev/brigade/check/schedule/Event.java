package dev.brigade.check.schedule;

/**
 * A step that was made.
 *
 * @param task who made it
 * @param operation what it was
 * @param couldGoOn whether the thread that made the step before could have made this one instead: then this one begins with a
 *     switch that the strategy wanted
 */
public record Event(Task task, Operation operation, boolean couldGoOn) {}
