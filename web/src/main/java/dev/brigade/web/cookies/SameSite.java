package dev.brigade.web.cookies;

/** With which requests that other sites cause a browser sends a cookie. */
public enum SameSite {
    /** None. A link on another site leads here as if there were no cookie. */
    STRICT("Strict"),
    /** Only with those that follow a link: the default. */
    LAX("Lax"),
    /** All; such a cookie goes over HTTPS only. */
    NONE("None");

    private final String written;

    SameSite(String written) {
        this.written = written;
    }

    /** As it is written in {@code Set-Cookie}. */
    String written() {
        return written;
    }
}
