package dev.brigade.web.engine;

/**
 * What an engine calls for each request; returns when the request has been answered.
 *
 * <p>Each call is on a new virtual thread, which serves this one request and ends: so what a handler leaves in its thread
 * never reaches another request.
 *
 * <p>When the client goes away meanwhile, the engine interrupts this thread, or does what {@link Exchange#whenClientGone}
 * said, some time after the first second. A client that has ended only its own side of the connection counts as gone.
 */
@FunctionalInterface
public interface EngineHandler {

    /** Answers the exchange. Throwing means that it could not be answered; the engine then closes the connection. */
    void handle(Exchange exchange) throws Exception;

    /**
     * Answers a request that the engine could not read far enough to make an {@link Exchange} of it (bad request line,
     * headers too large, …), or whose handler did not answer: the body to send with {@code status}, as
     * {@code application/problem+json}. May be called from any thread: 408 is answered while a handler waits for the rest
     * of its request's body.
     */
    default byte[] rejection(int status, String detail) {
        return new byte[0];
    }

    /**
     * The engine refuses a request whose head it could not read, so that {@link #handle} will not hear of it. May be called from any thread.
     *
     * @param detail what is wrong with it, in the engine's own words
     */
    default void unreadable(String remoteAddress, int status, String detail) {}
}
