package dev.brigade.web.errors;

/** 415: the body is of a type that this route does not read. */
public final class UnsupportedMediaType extends HttpError {
    private static final long serialVersionUID = 1L;

    /** @param detail what is wrong, for the client */
    public UnsupportedMediaType(String detail) {
        super(415, detail);
    }
}
