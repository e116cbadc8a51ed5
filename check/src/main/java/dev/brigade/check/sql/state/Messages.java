package dev.brigade.check.sql.state;

import java.util.regex.Pattern;

/** What databases say, without what differs from run to run. */
public final class Messages {
    /** H2 names the row of its store whose key is there already, a number that only grows, as a comment. */
    private static final Pattern ROW_NUMBER = Pattern.compile("/\\* \\d+ \\*/ ");

    private Messages() {}

    /** {@code text} without the numbers that a database gives to rows inside. */
    public static String withoutRowNumbers(String text) {
        return text.contains("/* ") ? ROW_NUMBER.matcher(text).replaceAll("") : text;
    }
}
