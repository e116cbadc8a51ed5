package dev.brigade.check.control;

import dev.brigade.check.agent.Sites;
import dev.brigade.check.schedule.Operation;

/**
 * A sleep, which waits for nobody. It is made as a step only if it ends early, while others could go on: between two of its moments
 * they may have done nothing.
 */
public record SleepStep(int site) implements Operation {
    @Override
    public boolean conflictsWith(Operation other) {
        return false;
    }

    @Override
    public String subject() {
        return "";
    }

    @Override
    public String text() {
        return "sleeps; the others are slow";
    }

    @Override
    public String restText() {
        return "has slept";
    }

    @Override
    public String where() {
        return Sites.of(site).where();
    }

    @Override
    public boolean changes() {
        return false;
    }
}
