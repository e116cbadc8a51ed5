package dev.brigade.web.errors;

/**
 * 401: the client has to say who it is. How, it must be told (RFC 9110, section 11.6.1): by a scheme that browsers do not know and ask nobody
 * about, unless {@code .header("WWW-Authenticate", "Basic realm=\"inn\"")} or {@code "Bearer"} says otherwise.
 */
public final class Unauthorized extends HttpError {
    private static final long serialVersionUID = 1L;

    /** @param detail what is wrong, for the client */
    public Unauthorized(String detail) {
        super(401, detail);
        header("WWW-Authenticate", "Session");
    }
}
