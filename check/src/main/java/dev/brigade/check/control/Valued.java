package dev.brigade.check.control;

/** A step that reads, writes or gets a value. */
public interface Valued {

    /** For people; empty if it is not known, because the run was not traced. */
    String value();
}
