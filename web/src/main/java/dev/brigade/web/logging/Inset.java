package dev.brigade.web.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/**
 * What is logged, such that nothing in it passes for a line of its own: each further line begins with white space, and what would move a
 * terminal's cursor is shown as a sign. So a value that somebody sent can't forge what the log says. Without state: safe from any thread.
 */
final class Inset extends CompositeConverter<ILoggingEvent> {
    private static final String INSET = "  ";

    /** Unicode's signs for the control characters are in their order, from here on. */
    private static final char SIGN_OF_NUL = '\u2400';

    private static final char SIGN_OF_DELETE = '\u2421';
    private static final char UNKNOWN = '\uFFFD';

    @Override
    protected String transform(ILoggingEvent event, String text) {
        for (int at = 0; at < text.length(); at++) {
            if (isControl(text.charAt(at))) {
                return inset(text, at);
            }
        }
        return text; // as a rule
    }

    private static String inset(String text, int from) {
        StringBuilder shown = new StringBuilder(text.length() + 32).append(text, 0, from);
        for (int at = from; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '\n' || (next == '\r' && !isAt(text, at + 1, '\n'))) {
                shown.append('\n');
                if (at + 1 < text.length() && !isAt(text, at + 1, ' ') && !isAt(text, at + 1, '\t')) {
                    shown.append(INSET);
                }
            } else if (next != '\r') {
                shown.append(isControl(next) ? sign(next) : next);
            }
        }
        return shown.toString();
    }

    private static boolean isAt(String text, int at, char expected) {
        return at < text.length() && text.charAt(at) == expected;
    }

    /** Other than a tab. */
    private static boolean isControl(char one) {
        return (one < ' ' && one != '\t') || (one >= '\u007f' && one < '\u00a0') || one == '\u2028' || one == '\u2029';
    }

    private static char sign(char control) {
        if (control < ' ') {
            return (char) (SIGN_OF_NUL + control);
        }
        return control == '\u007f' ? SIGN_OF_DELETE : UNKNOWN;
    }
}
