package dev.brigade.bench.process;

import java.io.Serial;

/** A benchmark could not be run to its end; the message says why, and is shown without a stack trace. */
public final class BenchmarkException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BenchmarkException(String message) {
        super(message);
    }

    public BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
