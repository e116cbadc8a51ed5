package dev.brigade.check.suite.jvm.programs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints of files. */
public final class SharedDigest {
    private SharedDigest() {}

    /** What one thread has told the digest, the other takes out. */
    public static final class Broken {
        private final MessageDigest digest = sha256();

        public String fingerprint(String name, String content) {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** One for each. */
    public static final class Fixed {
        public String fingerprint(String name, String content) {
            MessageDigest digest = sha256();
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
