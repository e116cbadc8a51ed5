package dev.brigade.check.report;

/**
 * A remedy.
 *
 * @param text what to do: {@code run it at SERIALIZABLE: route.isolation(SERIALIZABLE)}
 * @param proof whether it was tried: {@code tried: 12 schedules, none shows it}; empty if it was not, and is an advice
 */
public record Fix(String text, String proof) {}
