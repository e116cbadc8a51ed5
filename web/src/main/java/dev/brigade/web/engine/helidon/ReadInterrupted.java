package dev.brigade.web.engine.helidon;

/** The thread that waited for the client's bytes was interrupted; the connection is as it was. */
final class ReadInterrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReadInterrupted() {
        super("Interrupted", null, false, false);
    }
}
