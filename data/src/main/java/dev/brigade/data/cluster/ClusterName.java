package dev.brigade.data.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What all nodes of an application call the same thing: {@code kitchen/billing}, or {@code kitchen/billing/42} with a key.
 *
 * @param text unambiguous, since neither applications nor locks have a slash in their names
 */
public record ClusterName(String text) {

    /**
     * The name of a lock or a condition of an application.
     *
     * @throws IllegalArgumentException if {@code name} is blank, has a slash in it or is longer than 200 characters
     */
    public static ClusterName of(String what, String application, String name) {
        if (name.isBlank() || name.contains("/") || name.length() > 200) {
            throw new IllegalArgumentException("\"" + name + "\" is no name for a " + what
                    + "; use 1 to 200 characters without a slash, such as \"billing\"");
        }
        return new ClusterName(application + "/" + name);
    }

    public ClusterName with(String key) {
        return new ClusterName(text + "/" + key);
    }

    /**
     * The number of a lock in PostgreSQL: the first 8 bytes of the SHA-256 of {@code brigade/lock/} and {@link #text}, in
     * UTF-8, big endian. In SQL: {@code ('x' || left(encode(sha256('brigade/lock/kitchen/billing'), 'hex'), 16))::bit(64)::bigint}.
     * Two names that share a number (one pair among four thousand million names, by the birthday paradox) exclude each
     * other too, which is slow and not wrong; if one transaction holds both, the second costs nothing.
     */
    public long number() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("brigade/lock/" + text).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("Every Java platform has SHA-256", failure);
        }
    }
}
