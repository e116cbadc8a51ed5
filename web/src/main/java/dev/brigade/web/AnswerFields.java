package dev.brigade.web;

import dev.brigade.web.origin.Cors;
import java.util.List;

/** The headers of an answer that nobody else has. */
record AnswerFields(Response answer) implements Cors.Fields {
    @Override
    public void set(String name, String value) {
        answer.header(name, value);
    }

    @Override
    public void vary(String name) {
        boolean said = answer.headers().all("Vary").stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equalsIgnoreCase(name));
        if (!said) {
            answer.addHeader("Vary", name);
        }
    }
}
