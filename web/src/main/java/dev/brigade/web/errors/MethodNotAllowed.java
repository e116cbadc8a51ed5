package dev.brigade.web.errors;

import java.util.Collection;

/** 405: there is such a path, but not with this method. */
public final class MethodNotAllowed extends HttpError {
    private static final long serialVersionUID = 1L;

    /** @param allowed the methods that the path knows; they go into the {@code Allow} header */
    public MethodNotAllowed(String method, Collection<String> allowed) {
        super(405, method + " is not allowed here; allowed: " + String.join(", ", allowed));
        header("Allow", String.join(", ", allowed));
    }
}
