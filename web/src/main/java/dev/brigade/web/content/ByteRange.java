package dev.brigade.web.content;

import java.util.Locale;
import java.util.Optional;

/**
 * The part of a body that a client asks for by {@code Range} (RFC 9110, section 14.1.2), cut to what is there.
 *
 * @param first the first byte, from 0
 * @param length how many; 0 if none of what is asked for is there
 */
public record ByteRange(int first, int length) {
    private static final String UNIT = "bytes=";
    /** More digits than any length has: it is as good as endless. */
    private static final int MOST_DIGITS = 18;

    private static final ByteRange NOTHING = new ByteRange(0, 0);

    /** Whether there is something of what is asked for: if not, the answer is 416. */
    public boolean isSatisfiable() {
        return length > 0;
    }

    /**
     * The part of {@code size} bytes that {@code header} asks for; empty if the whole is to be sent: what is not a range is not
     * looked at, and several ranges at once are answered with the whole, which a server may always do.
     */
    public static Optional<ByteRange> of(String header, int size) {
        String text = header.strip().toLowerCase(Locale.ROOT);
        int dash = text.indexOf('-');
        if (size == 0 || !text.startsWith(UNIT) || dash < 0) {
            return Optional.empty();
        }
        String from = text.substring(UNIT.length(), dash).strip();
        String to = text.substring(dash + 1).strip();
        if (!isNumber(from) || !isNumber(to) || (from.isEmpty() && to.isEmpty())) {
            return Optional.empty();
        }
        if (from.isEmpty()) {
            int last = (int) Math.min(size, number(to));
            return Optional.of(last == 0 ? NOTHING : new ByteRange(size - last, last));
        }
        long first = number(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
        if (last < first) {
            return Optional.empty();
        }
        if (first >= size) {
            return Optional.of(NOTHING);
        }
        return Optional.of(new ByteRange((int) first, (int) (Math.min(last, size - 1) - first + 1)));
    }

    private static boolean isNumber(String digits) {
        return digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static long number(String digits) {
        return digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
