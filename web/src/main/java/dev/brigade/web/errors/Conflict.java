package dev.brigade.web.errors;

/** 409: the request contradicts the present state, such as “sold out”. */
public final class Conflict extends HttpError {
    private static final long serialVersionUID = 1L;

    /** @param detail what is wrong, for the client */
    public Conflict(String detail) {
        super(409, detail);
    }
}
