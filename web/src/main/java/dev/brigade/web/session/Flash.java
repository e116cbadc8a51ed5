package dev.brigade.web.session;

/**
 * A message for the next page that shows messages. Immutable.
 *
 * @param category what sort it is, for a class of CSS: {@code message} unless something else was said
 * @param text for people; pages escape it
 */
public record Flash(String category, String text) {
    /** The category of a message that was given none. */
    public static final String MESSAGE = "message";

    /** Its text, so that {@code {{ flash }}} shows that. */
    @Override
    public String toString() {
        return text;
    }
}
