package dev.brigade.web;

/** What a running application tells {@code brigade routes --pid}, and any JMX console, of its routes. */
public interface RunningRoutesMXBean {
    /** A line for each route: its requests, further runs, and whether one statement is expected of it. */
    String[] getRoutes();
}
