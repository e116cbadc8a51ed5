package dev.brigade.web.errors;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler or a filter to end the request with a status: the transaction rolls back and the client gets the
 * detail, as {@code application/problem+json} (RFC 9457) or as a page.
 *
 * <p>The detail is for the client: it says what is wrong and what to do, and holds nothing secret.
 */
public class HttpError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    @SuppressWarnings("serial") // an error is never serialized; the map is what people read
    private final Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param status 400 to 599
     * @param detail what is wrong, for the client
     */
    public HttpError(int status, String detail) {
        this(status, detail, null);
    }

    /** As {@link #HttpError(int, String)}, with a cause for the log; the client does not see it. */
    public HttpError(int status, String detail, @Nullable Throwable cause) {
        // An error that a client made needs no stack trace; one of ours does.
        super(detail, cause, true, status >= 500);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("An error has a status of 400 to 599, not " + status);
        }
        this.status = status;
    }

    public final int status() {
        return status;
    }

    /** What the client is told. */
    public final String detail() {
        return Optional.ofNullable(getMessage()).orElse("");
    }

    /** Adds a header to the answer, such as {@code Retry-After}. */
    public final HttpError header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The headers added. */
    public final Map<String, String> headers() {
        return Map.copyOf(headers);
    }
}
