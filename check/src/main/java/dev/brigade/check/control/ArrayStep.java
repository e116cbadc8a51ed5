package dev.brigade.check.control;

/** Reads or writes an element of an array. */
final class ArrayStep extends SharedStep implements Valued {
    private String value = "";

    ArrayStep(Object array, Integer index, boolean changes, int site) {
        super(array, index, changes, Role.NEITHER, site);
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
        return owner().getClass().getComponentType().getSimpleName() + "[" + part() + "]";
    }

    @Override
    public String text() {
        return (changes() ? "writes " : "reads ") + subject();
    }
}
