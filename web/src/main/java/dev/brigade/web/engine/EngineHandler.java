package dev.brigade.web.engine;

/**
 * What an engine calls for each request, on a thread of the engine's; returns when the request has been answered.
 *
 * <p>When the client goes away meanwhile, the engine interrupts the thread that called.
 */
@FunctionalInterface
public interface EngineHandler {

    /** Answers the exchange. Throwing means that it could not be answered; the engine then closes the connection. */
    void handle(Exchange exchange) throws Exception;

    /**
     * Answers a request that the engine could not read far enough to make an {@link Exchange} of it (bad request line,
     * headers too large, …): the body to send with {@code status}, as {@code application/problem+json}.
     */
    default byte[] rejection(int status, String detail) {
        return new byte[0];
    }
}
