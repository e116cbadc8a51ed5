package dev.brigade.web;

/** What a running application tells {@code brigade routes --pid}, and any JMX console, of its routes and queues. */
public interface RunningRoutesMXBean {
    /** A line for each route: its requests, further runs, and whether one statement is expected of it. */
    String[] getRoutes();

    /** A line for each queue that is consumed: what became of its items, and who works on which at this moment. */
    String[] getConsumers();
}
