package dev.brigade.web;

/**
 * Answers in place of an error. The transaction has already rolled back, so there is no database here.
 *
 * @param <E> the errors that it takes
 */
@FunctionalInterface
public interface ErrorHandler<E extends Throwable> {

    /** Answers; what may be returned is as for a {@link Handler}. */
    Object handle(Request request, E error) throws Exception;
}
