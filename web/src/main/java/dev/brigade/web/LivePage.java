package dev.brigade.web;

/**
 * Serves the live page of an application, which shows what its threads do. Found by {@link java.util.ServiceLoader}, so that
 * an application that has none depends on none: {@code brigade-live} provides it.
 */
public interface LivePage {

    /**
     * Declares its routes, with paths below the place where the page is mounted; called once for each place, on the thread
     * that starts the application, before the first request.
     *
     * @param observed the application that it shows
     * @return ends what the page has running; called when the application stops
     */
    Runnable serve(Routes routes, Observed observed);
}
