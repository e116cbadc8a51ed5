package dev.brigade.check.control;

import java.lang.reflect.Proxy;

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
            default -> "a " + type(value.getClass());
        };
        return text.length() <= 40 ? text : text.substring(0, 39) + "…";
    }

    /** Of a proxy what it stands for: its own name depends on how many others there are. */
    private static String type(Class<?> type) {
        Class<?> known = Proxy.isProxyClass(type) && type.getInterfaces().length > 0 ? type.getInterfaces()[0] : type;
        return simple(known.getName().replaceFirst("/0x.*|\\$\\$Lambda.*", ""));
    }
}
