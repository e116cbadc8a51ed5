package dev.brigade.web.background;

import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * A number of something that works beside the requests, at the moment at which it is asked for.
 *
 * @param name lower-case words with dots between them: {@code jobs.due}
 * @param unit of the number: {@code seconds}; empty for a count
 * @param meaning for people
 * @param labels what it is about, of few values
 * @param value safe from any thread and quick; not a number while it is not known
 */
public record Figure(String name, String unit, String meaning, Map<String, String> labels, DoubleSupplier value) {
    public Figure {
        labels = Map.copyOf(labels);
    }
}
