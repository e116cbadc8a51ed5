package dev.brigade.web.errors;

import java.time.Duration;

/** 503: not now; the client may try again after a while. */
public final class ServiceUnavailable extends HttpError {
    private static final long serialVersionUID = 1L;

    /**
     * @param detail why, for the client
     * @param retryAfter when it may work again; rounded up to whole seconds, at least one
     */
    public ServiceUnavailable(String detail, Duration retryAfter) {
        super(503, detail);
        header(
                "Retry-After",
                Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
    }
}
