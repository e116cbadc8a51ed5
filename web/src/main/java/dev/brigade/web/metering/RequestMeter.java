package dev.brigade.web.metering;

import dev.brigade.threads.Activity;

/** Hears of each request, once, however often it ran. Safe from any thread; must be quick, and not throw. */
@FunctionalInterface
public interface RequestMeter {

    /**
     * A request has been answered, or given up.
     *
     * @param activity which has ended
     * @param method as the client sent it: anything
     * @param path that of its route as it was declared, {@code /orders/{id}}; empty if no route took it
     * @param status of the answer; 499 if its client went away before there was one
     * @param nanos from the beginning of the request until its answer had been sent; until it was ready, if the answer is a stream
     */
    void answered(Activity activity, String method, String path, int status, long nanos);
}
