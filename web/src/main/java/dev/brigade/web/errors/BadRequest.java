package dev.brigade.web.errors;

/** 400: the request can't be understood. */
public final class BadRequest extends HttpError {
    private static final long serialVersionUID = 1L;

    /** @param detail what is wrong, for the client */
    public BadRequest(String detail) {
        super(400, detail);
    }
}
