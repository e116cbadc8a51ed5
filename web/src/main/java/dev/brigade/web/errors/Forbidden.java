package dev.brigade.web.errors;

/** 403: this client may not do that. */
public final class Forbidden extends HttpError {
    private static final long serialVersionUID = 1L;

    /** @param detail what is wrong, for the client */
    public Forbidden(String detail) {
        super(403, detail);
    }
}
