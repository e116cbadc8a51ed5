package dev.brigade.check.report;

/** What is known of two routes that run together. */
public sealed interface Verdict {

    /** Nothing was found; how much that says, its coverage tells. */
    record Passed(Coverage coverage) implements Verdict {}

    /** An anomaly was found. */
    record Found(Anomaly anomaly) implements Verdict {}

    /**
     * An anomaly was found, and the application says that it may be.
     *
     * @param reason as the application gives it
     */
    record Suppressed(Anomaly anomaly, String reason) implements Verdict {}

    /**
     * Something is not under control, so nothing is known.
     *
     * @param what a thread waited for, or did
     */
    record LeftControl(String what) implements Verdict {}

    /**
     * There is no request to make.
     *
     * @param missing what is missing: {@code an example for POST /orders}
     */
    record NoExample(String missing) implements Verdict {}

    /**
     * A request is refused whatever ran before it, so what it should do was not run.
     *
     * @param request whose: {@code POST /orders}
     * @param answer what it gets if it runs alone: {@code 401}; or what it throws
     */
    record Refused(String request, String answer) implements Verdict {}
}
