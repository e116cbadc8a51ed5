package dev.brigade.web.errors;

/** 401: the client has to say who it is. */
public final class Unauthorized extends HttpError {
    private static final long serialVersionUID = 1L;

    /** @param detail what is wrong, for the client */
    public Unauthorized(String detail) {
        super(401, detail);
    }
}
