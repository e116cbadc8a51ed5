package dev.brigade.web;

/**
 * Answers a request by returning a value; the plain blocking code of an application.
 *
 * <p>What may be returned: a {@link String} (text, not HTML), a {@link View} (a page), a {@link Response}, an
 * {@link java.util.Optional} of these (empty is 404), {@code byte[]}, and anything else as JSON: records, lists, maps.
 *
 * <p>Each call is on a thread of its own. Several threads call one handler at once, so what it captures is shared.
 */
@FunctionalInterface
public interface Handler {

    /**
     * Answers.
     *
     * @throws Exception to roll back; a {@link dev.brigade.web.errors.HttpError} answers with its status, anything else with
     *     500
     */
    Object handle(Request request) throws Exception;
}
