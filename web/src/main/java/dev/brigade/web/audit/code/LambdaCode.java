package dev.brigade.web.audit.code;

import java.util.List;
import java.util.Optional;

/**
 * The source of a lambda or method reference.
 *
 * @param method what a method reference refers to: {@code News::announce}; empty for a lambda
 * @param captured the names of the variables that it has captured, where they are known
 * @param facts what it does with them; empty if it is a method of a class, which is analysed with its class
 */
public record LambdaCode(Line line, Optional<String> method, List<Optional<String>> captured, List<Facts> facts) {
    public LambdaCode {
        captured = List.copyOf(captured);
        facts = List.copyOf(facts);
    }
}
