package dev.brigade.check.control;

import dev.brigade.check.agent.Site;
import java.util.Objects;

/** Reads or writes a field. */
final class FieldStep extends SharedStep implements Valued {
    private String value = "";

    FieldStep(Object owner, String field, boolean changes, int site) {
        super(owner, field, changes, Role.NEITHER, site);
    }

    @Override
    public String value() {
        return value;
    }

    void value(String newValue) {
        value = newValue;
    }

    @Override
    public String subject() {
        return (String) part();
    }

    /** The field's name for people. */
    String name() {
        Site site = Objects.requireNonNull(site());
        return Names.simple(site.owner()) + "." + site.member();
    }

    @Override
    public String text() {
        return (changes() ? "writes " : "reads ") + name();
    }
}
