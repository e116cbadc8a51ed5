package dev.brigade.live;

import dev.brigade.web.Request;
import dev.brigade.web.Response;
import dev.brigade.web.errors.Forbidden;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells the live page's own posts from those that another site makes a browser send: the page carries a token, which is the
 * signature of a cookie of the same browser (the signed double-submit cookie of the OWASP cheat sheet on cross-site request
 * forgery). Another site can neither read the page nor sign. Immutable: safe from any thread; the key is of this process, so a page that
 * was loaded before a restart must be loaded again.
 */
final class Csrf {
    static final String HEADER = "X-CSRF-Token";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 24;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();
    private final String cookie;
    private final String path;

    /** @param path where the page is mounted; empty for the root */
    Csrf(String path) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.path = path.isEmpty() ? "/" : path;
        this.cookie = "brigade-live";
    }

    /** The token for the page that goes to the browser of {@code request}; gives {@code response} its cookie if there is none. */
    String token(Request request, Response response) {
        String mine = cookie(request).orElseGet(() -> {
            byte[] fresh = new byte[BYTES];
            random.nextBytes(fresh);
            String value = TEXT.encodeToString(fresh);
            response.addHeader("Set-Cookie", cookie + "=" + value + "; Path=" + path + "; HttpOnly; SameSite=Strict");
            return value;
        });
        return signature(mine);
    }

    /** @throws Forbidden if {@code request} does not come from the page */
    void check(Request request) {
        String site = request.header("Sec-Fetch-Site").orElse("same-origin");
        String token = request.header(HEADER).orElse("");
        boolean signed = cookie(request)
                .map(value -> MessageDigest.isEqual(bytes(signature(value)), bytes(token)))
                .orElse(false);
        if (!signed || !site.equals("same-origin")) {
            throw new Forbidden("This was not sent by the live page, or the page is older than the server's last start:"
                    + " load it again");
        }
    }

    private Optional<String> cookie(Request request) {
        return request.cookie(cookie)
                .filter(value ->
                        value.length() == TEXT.encodeToString(new byte[BYTES]).length());
    }

    private String signature(String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return TEXT.encodeToString(mac.doFinal(bytes(value)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each Java platform has it
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
