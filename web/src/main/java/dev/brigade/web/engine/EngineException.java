package dev.brigade.web.engine;

/** The request can't be read; the connection ends after the answer. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status the status to answer, 400 to 499
     * @param message what is wrong, for the client
     */
    public EngineException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The status to answer. */
    public int status() {
        return status;
    }
}
