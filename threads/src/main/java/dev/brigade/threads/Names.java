package dev.brigade.threads;

import java.util.Optional;

/** What resources have in common: that their names are names, and how messages to people speak of them. */
final class Names {
    private Names() {}

    static String checked(String resource, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A " + resource + " needs a name for people, such as \"oven\"; got \"" + name + "\"");
        }
        return name;
    }

    static int positive(String resource, String name, String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    resource + " \"" + name + "\" can't have " + value + " " + what + "; give 1 or more");
        }
        return value;
    }

    static String orNobody(Optional<Activity> who) {
        return who.map(Activity::name).orElse("nobody");
    }
}
