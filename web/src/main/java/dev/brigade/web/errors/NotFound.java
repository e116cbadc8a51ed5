package dev.brigade.web.errors;

/** 404: there is no such thing. */
public final class NotFound extends HttpError {
    private static final long serialVersionUID = 1L;

    /** @param detail what is wrong, for the client */
    public NotFound(String detail) {
        super(404, detail);
    }
}
