package dev.brigade.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The answer that a request must get: status 2xx and this body. Immutable. */
final class Answer {
    private static final String NUMBER = "{number}";

    private final byte[] before;
    private final byte[] after;
    private final boolean number;

    /**
     * @param body {@code {number}} in it stands for any number
     */
    Answer(String body) {
        int at = body.indexOf(NUMBER);
        this.number = at >= 0;
        this.before = (number ? body.substring(0, at) : body).getBytes(StandardCharsets.UTF_8);
        this.after = (number ? body.substring(at + NUMBER.length()) : "").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What the first {@code size} bytes are.
     *
     * @throws LoadException if they are something else than a part of an answer, or than the right one
     */
    Verdict judge(byte[] bytes, int size) {
        Head head = Head.of(bytes, size);
        if (head == null) {
            return Verdict.MISSING;
        }
        Optional<byte[]> body = head.body(bytes, size);
        if (body.isEmpty()) {
            return Verdict.MISSING;
        }
        if (!head.isSuccess()) {
            return Verdict.REFUSED;
        }
        if (!isRight(body.get())) {
            throw new LoadException("Wanted the body \"" + text(before) + (number ? NUMBER : "") + text(after)
                    + "\", got: " + new String(bytes, 0, size, StandardCharsets.ISO_8859_1));
        }
        return Verdict.RIGHT;
    }

    private boolean isRight(byte[] body) {
        if (!number) {
            return Arrays.equals(body, before);
        }
        int end = body.length - after.length;
        if (end <= before.length
                || !Arrays.equals(body, 0, before.length, before, 0, before.length)
                || !Arrays.equals(body, end, body.length, after, 0, after.length)) {
            return false;
        }
        for (int i = before.length; i < end; i++) {
            if (body[i] < '0' || body[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
