package dev.brigade.check.report;

/** The few colours of a report; each reads well on a light and on a dark ground. */
enum Paint {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    WRONG("1;31"),
    GOOD("32"),
    LOCK("36"),
    SWITCH("33");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    String on(String text, boolean isColoured) {
        return !isColoured || code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
