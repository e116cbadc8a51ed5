package dev.brigade.web;

import dev.brigade.web.errors.Forbidden;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets only those requests in that come from this machine, and whose browser was told to go there. A page from elsewhere can have its own name lead
 * to 127.0.0.1 (DNS rebinding), and is then of the same origin for the browser; but the {@code Host} that the browser sends is
 * still that name. Anybody else can send any {@code Host}, and comes from another address. Immutable: safe from any thread.
 *
 * @param host the setting {@code host}, which may be a name that leads here
 * @param page what is seen, in a sentence
 * @param declaration the code to which {@code .allow(…)} is added
 * @param then who else decides, if the application says so: also of those who come from elsewhere, such as from around a container
 */
record LocalHost(String host, String page, String declaration, Optional<LiveOptions.Allow> then)
        implements LiveOptions.Allow {

    @Override
    public boolean test(Request request) throws Exception {
        Optional<String> refusal = refusal(request.header("Host"), request.remoteAddress());
        if (refusal.isPresent()) {
            throw new Forbidden(refusal.get());
        }
        return then.isEmpty() || then.get().test(request);
    }

    /** Why a request is refused, whatever else is said of it. */
    Optional<String> refusal(Optional<String> hostHeader, String from) {
        String name = hostHeader.map(LocalHost::name).orElse("localhost"); // browsers always send it
        if (!isLoopback(name) && !name.equalsIgnoreCase(host)) {
            return Optional.of("In development only this machine may see " + page
                    + ", and this request is for the host \"" + name
                    + "\". Open it as http://localhost, start with --host "
                    + name + ", or start in production and say who may see it: " + declaration + ".allow(…)");
        }
        if (then.isEmpty() && !isHere(from)) {
            return Optional.of("In development only this machine may see " + page + ", and this request comes from "
                    + from + ". Say who else may see it: " + declaration + ".allow(…)");
        }
        return Optional.empty();
    }

    /** Whether an address is one of this machine. */
    private static boolean isHere(String address) {
        if (address.equals(LocalExchange.REMOTE_ADDRESS)) {
            return true;
        }
        try {
            InetAddress from = InetAddress.ofLiteral(address);
            return from.isLoopbackAddress() || NetworkInterface.getByInetAddress(from) != null;
        } catch (IllegalArgumentException | SocketException e) {
            return false; // nobody knows
        }
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
