package dev.brigade.web;

/**
 * Answers in place of an error. The transaction of the request has already rolled back; what is done here with the database is in another, which
 * commits before the answer is sent, whatever its status is, and is not run again upon a conflict.
 *
 * @param <E> the errors that it takes
 */
@FunctionalInterface
public interface ErrorHandler<E extends Throwable> {

    /** Answers; what may be returned is as for a {@link Handler}. */
    Object handle(Request request, E error) throws Exception;
}
