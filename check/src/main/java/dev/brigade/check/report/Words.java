package dev.brigade.check.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text for a terminal: clean, measured in columns, wrapped. */
final class Words {
    private Words() {}

    /** On one line, and without anything that a terminal would obey: SQL and lock names come from elsewhere. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.strip().codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || c == 0xA0) {
                if (clean.isEmpty() || clean.charAt(clean.length() - 1) != ' ') {
                    clean.append(' ');
                }
            } else if (isUnseen(c)) {
                clean.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    /** Its lines and spaces as they are, but without anything that a terminal would obey or that is not seen. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c != '\n' && isUnseen(c)) {
                visible.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    /** Control characters, and those which change the direction of what follows. */
    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** How many columns of a terminal {@code text} takes. */
    static int width(String text) {
        return text.codePoints().map(Words::width).sum();
    }

    private static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /** {@code text} and as many spaces as bring it to {@code columns}. */
    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** Lines of at most {@code columns}, broken at spaces where that is possible. Those after the first begin with {@code indent}. */
    static List<String> wrap(String text, int columns, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            boolean isEmpty = line.isEmpty() || line.toString().equals(indent);
            int used = width(line.toString()) + (isEmpty ? 0 : 1);
            if (!isEmpty && used + width(word) > columns) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                isEmpty = true;
            }
            line.append(isEmpty ? "" : " ");
            String rest = word;
            while (width(line.toString()) + width(rest) > columns) {
                int cut = cut(rest, columns - width(line.toString()));
                lines.add(line + rest.substring(0, cut));
                line = new StringBuilder(indent);
                rest = rest.substring(cut);
            }
            line.append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    /** After which character of a long word to break it: after the last mark that fits, if there is one in its second half. */
    private static int cut(String word, int columns) {
        int end = 0;
        int mark = 0;
        int used = 0;
        while (end < word.length()) {
            int c = word.codePointAt(end);
            used += width(c);
            if (used > columns && end > 0) {
                break;
            }
            end += Character.charCount(c);
            if (",;/.)=&?".indexOf(c) >= 0) {
                mark = end;
            }
        }
        return mark > end / 2 ? mark : end;
    }

    /** {@code 1 step}, {@code 2 steps}. */
    static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d", number) + " " + (number == 1 ? one : many);
    }

    /** The first letter as a capital. */
    static String capital(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                        + text.substring(text.offsetByCodePoints(0, 1));
    }
}
