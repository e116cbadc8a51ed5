package dev.brigade.web;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A page: a template of the class-path folder named templates and what it shows. Pebble escapes what it shows.
 *
 * @param template its name: {@code index.html}
 * @param model what it shows, by name
 */
public record View(String template, Map<String, Object> model) {

    /**
     * {@code View.of("index.html", "orders", orders, "dishes", dishes)}.
     *
     * @param namesAndValues a name, its value, a name, its value …
     */
    public static View of(String template, Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("View " + template + " needs a value for each name; there are "
                    + namesAndValues.length + " arguments");
        }
        Map<String, Object> model = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i] instanceof String name)) {
                throw new IllegalArgumentException(
                        "View " + template + ": argument " + (i + 1) + " must be a name, not " + namesAndValues[i]);
            }
            model.put(name, namesAndValues[i + 1]);
        }
        return new View(template, model);
    }
}
