package dev.brigade.web.signed;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Bytes with their version, the time when they were issued and a signature over all three, as a text for a cookie: base64url of version
 * (1 byte), seconds since 1970 (8 bytes), content, signature (32 bytes). Immutable: safe from any thread.
 */
final class SignedText {
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Long.BYTES;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final Keys keys;

    SignedText(Keys keys) {
        this.keys = keys;
    }

    /**
     * What was signed.
     *
     * @param byOldKey whether a key has signed it that only verifies now
     */
    record Opened(byte[] content, Instant issued, boolean byOldKey) {}

    String sign(byte[] content, Instant issued) {
        byte[] signed = ByteBuffer.allocate(HEAD + content.length)
                .put(VERSION)
                .putLong(issued.getEpochSecond())
                .put(content)
                .array();
        byte[] all = Arrays.copyOf(signed, signed.length + Keys.SIGNATURE_BYTES);
        System.arraycopy(keys.sign(signed), 0, all, signed.length, Keys.SIGNATURE_BYTES);
        return ENCODER.encodeToString(all);
    }

    /** What is in {@code text}; empty if it was not signed by one of the keys, or is nothing that was made here. */
    Optional<Opened> open(String text) {
        byte[] all;
        try {
            all = DECODER.decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        int end = all.length - Keys.SIGNATURE_BYTES;
        if (end < HEAD || all[0] != VERSION) {
            return Optional.empty();
        }
        int signer = keys.signer(Arrays.copyOf(all, end), Arrays.copyOfRange(all, end, all.length));
        if (signer < 0) {
            return Optional.empty();
        }
        Instant issued = Instant.ofEpochSecond(ByteBuffer.wrap(all).getLong(1));
        return Optional.of(new Opened(Arrays.copyOfRange(all, HEAD, end), issued, signer > 0));
    }
}
