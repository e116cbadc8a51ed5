package dev.brigade.web.signed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of an application's sessions: the first signs, all verify, so that a key can be replaced without signing anybody out. Immutable:
 * safe from any thread. No message and no {@code toString} shows one.
 */
public final class Keys {
    /** The length of a key at least, in bytes: that of what HMAC-SHA256 makes. */
    public static final int SHORTEST = 32;

    static final int SIGNATURE_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    private Keys(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * Keys as they are written.
     *
     * @param text one or several with commas between them, each of {@value #SHORTEST} bytes at least
     * @param application its name: keys are made of both, so that no application takes the cookie of another that has the same key
     * @throws IllegalArgumentException if one is too short
     */
    public static Keys of(String text, String application) {
        List<String> written =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        for (int i = 0; i < written.size(); i++) {
            int length = bytes(written.get(i)).length;
            if (length < SHORTEST) {
                throw new IllegalArgumentException("key " + (i + 1) + " of " + written.size() + " has " + length
                        + " characters; each needs " + SHORTEST + " or more, such as openssl rand -base64 32 prints");
            }
        }
        return new Keys(written.stream()
                .map(key -> new SecretKeySpec(
                        sign(new SecretKeySpec(bytes(key), ALGORITHM), bytes("brigade session 1 " + application)),
                        ALGORITHM))
                .toList());
    }

    /** A key that nobody has had before, as text. */
    public static String random() {
        byte[] key = new byte[SHORTEST];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    byte[] sign(byte[] content) {
        return sign(keys.getFirst(), content);
    }

    /** Which key has signed {@code content}: 0 is the one that signs now; -1 if none has. */
    int signer(byte[] content, byte[] signature) {
        int signer = -1;
        for (int i = 0; i < keys.size(); i++) { // all of them, and each whole: how long it takes tells nothing
            if (MessageDigest.isEqual(sign(keys.get(i), content), signature) && signer < 0) {
                signer = i;
            }
        }
        return signer;
    }

    /** How many there are, and nothing of them. */
    @Override
    public String toString() {
        return keys.size() + " keys";
    }

    private static byte[] sign(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each Java platform has it
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
