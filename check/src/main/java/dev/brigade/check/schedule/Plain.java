package dev.brigade.check.schedule;

/** Operations that touch nothing that threads share. */
enum Plain implements Operation {
    /** A thread's code until its first point. */
    START("starts"),
    /** What comes after it has let others run, for which it waited for nothing. */
    GOES_ON("goes on");

    private final String text;

    Plain(String text) {
        this.text = text;
    }

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
        return text;
    }

    @Override
    public boolean changes() {
        return false;
    }
}
