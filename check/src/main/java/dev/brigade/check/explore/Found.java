package dev.brigade.check.explore;

/**
 * A violation with a run that shows it.
 *
 * @param schedules how many schedules had been run when it was found first
 */
public record Found(Violation violation, Ending ending, int schedules) {}
