package dev.brigade.web;

import java.util.Optional;

/**
 * A page of a module of Brigade that tells those who run an application about it, such as the metrics. It is protected as the
 * live page is. Its methods but {@link #answer} are called by the thread that starts the application.
 */
public interface OperatorPage {

    /** For people, in a sentence: {@code the metrics}. */
    String name();

    /** The code to which {@code .allow(rq -> …)} is added. */
    String declaration();

    /** Who may see it; if nobody was named, it is open in development, and in production there is none. */
    Optional<LiveOptions.Allow> allowed();

    /** Answers a request of somebody who may see it; from any thread. */
    Response answer(Request request);
}
