package dev.brigade.data;

/**
 * A transaction that was expected to consist of one statement has more, after that statement has run by itself: the work has
 * to begin again. An error, so that a handler that catches exceptions does not take it for a failure of its own.
 */
final class GuessedWrong extends Error {
    private static final long serialVersionUID = 1L;

    GuessedWrong(String who) {
        super(
                who + " was expected to send one statement and sends more; it begins again, in a full transaction",
                null,
                false,
                false);
    }
}
