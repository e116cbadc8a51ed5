package dev.brigade.bench.load;

import java.io.Serial;

/** The server did not answer as it must. */
final class LoadException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    LoadException(String message) {
        super(message);
    }
}
