package dev.brigade.check.schedule;

/** The step of a thread after it has been woken: the rest of the operation at which it began to wait. */
record Resumption(Operation of) implements Operation {

    /** The rest of {@code operation}, which may itself be a rest. */
    static Operation after(Operation operation) {
        return operation instanceof Resumption || operation instanceof Plain ? operation : new Resumption(operation);
    }

    @Override
    public boolean conflictsWith(Operation other) {
        return of.rest().conflictsWith(other instanceof Resumption resumption ? resumption.of.rest() : other);
    }

    @Override
    public boolean competesWith(Operation other) {
        return of.rest().competesWith(other instanceof Resumption resumption ? resumption.of.rest() : other);
    }

    @Override
    public boolean acquires() {
        return of.acquires();
    }

    @Override
    public boolean hasAcquired() {
        return of.rest().hasAcquired();
    }

    @Override
    public boolean isOutOfTime() {
        return of.isOutOfTime();
    }

    @Override
    public Operation whole() {
        return of;
    }

    @Override
    public String subject() {
        return of.subject();
    }

    @Override
    public String text() {
        return of.restText();
    }

    @Override
    public String where() {
        return of.where();
    }

    @Override
    public boolean changes() {
        return of.changes();
    }
}
