package dev.brigade.web;

/**
 * Goes around handlers: before them, after them, or instead of them. Runs on the request's thread and inside its
 * transaction; called by several threads at once.
 */
@FunctionalInterface
public interface Filter {

    /**
     * Answers, most often with {@code next.handle(request)}.
     *
     * @param next the rest: further filters, then the handler
     */
    Object around(Request request, Handler next) throws Exception;

    /** What comes before handlers; throws to refuse. */
    @FunctionalInterface
    interface Before {
        void before(Request request) throws Exception;
    }

    /**
     * What comes after handlers: changes the response, or gives another. If a handler throws, it comes after the answer to the error and in the
     * transaction of that; not if the request was refused before any handler.
     */
    @FunctionalInterface
    interface After {
        Response after(Request request, Response response) throws Exception;
    }
}
