package dev.brigade.check.control;

/** Names for people. */
final class Names {
    private Names() {}

    /** The class's name without package and outer classes. */
    static String simple(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }

    /** A value, shortened. */
    static String value(Object value) {
        String text = switch (value) {
            case String string -> "\"" + string + "\"";
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            case Character character -> "'" + character + "'";
            case Enum<?> constant -> constant.name();
            default -> "a " + simple(value.getClass().getName().replaceFirst("/0x.*|\\$\\$Lambda.*", ""));
        };
        return text.length() <= 40 ? text : text.substring(0, 39) + "…";
    }
}
