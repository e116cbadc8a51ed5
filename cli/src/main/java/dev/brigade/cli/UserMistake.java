package dev.brigade.cli;

import java.io.Serial;

/** Something that the caller can put right: its message is shown without a stack trace, and the exit code is 2. */
final class UserMistake extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UserMistake(String message) {
        super(message);
    }

    UserMistake(String message, Throwable cause) {
        super(message, cause);
    }
}
