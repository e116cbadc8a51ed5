package dev.brigade.web.engine.helidon;

/** The client is gone, or was cut off: nothing more can be read. Leaves the connection's loop without a word. */
final class Disconnected extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Disconnected(String message) {
        super(message, null, false, false);
    }
}
