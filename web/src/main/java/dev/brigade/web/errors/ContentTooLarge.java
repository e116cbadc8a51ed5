package dev.brigade.web.errors;

/** 413: the body is larger than the limit. */
public final class ContentTooLarge extends HttpError {
    private static final long serialVersionUID = 1L;

    /** @param detail what is wrong, for the client */
    public ContentTooLarge(String detail) {
        super(413, detail);
    }
}
