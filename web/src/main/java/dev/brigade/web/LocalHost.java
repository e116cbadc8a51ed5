package dev.brigade.web;

import dev.brigade.web.errors.Forbidden;
import java.util.Locale;

/**
 * Lets only those requests in whose browser was told to go to this machine. A page from elsewhere can have its own name lead
 * to 127.0.0.1 (DNS rebinding), and is then of the same origin for the browser; but the {@code Host} that the browser sends is
 * still that name. Immutable: safe from any thread.
 *
 * @param host the setting {@code host}, which may be a name that leads here
 * @param page what is seen, in a sentence
 * @param declaration the code to which {@code .allow(…)} is added
 * @param then who else decides
 */
record LocalHost(String host, String page, String declaration, LiveOptions.Allow then) implements LiveOptions.Allow {

    @Override
    public boolean test(Request request) throws Exception {
        String name = request.header("Host").map(LocalHost::name).orElse("localhost"); // browsers always send it
        if (!isLoopback(name) && !name.equalsIgnoreCase(host)) {
            throw new Forbidden(
                    "In development only this machine may see " + page + ", and this request is for the host \""
                            + name + "\". Open it as http://localhost, start with --host " + name
                            + ", or start in production and say who may see it: " + declaration + ".allow(…)");
        }
        return then.test(request);
    }

    /** A {@code Host} without its port (RFC 9110, section 7.2), an IPv6 address without its brackets. */
    private static String name(String header) {
        String text = header.strip();
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    /** By its form, without asking any name server. */
    static boolean isLoopback(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("localhost") || lower.equals("::1") || lower.matches("127(\\.\\d{1,3}){3}");
    }
}
