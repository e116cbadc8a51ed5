package dev.brigade.web.errors;

import java.util.List;

/** 422: the body is well-formed, but what it says is wrong; with what is wrong and where. */
public final class Unprocessable extends HttpError {
    private static final long serialVersionUID = 1L;

    /**
     * One thing that is wrong.
     *
     * @param field where: {@code portions}, {@code items[2].dish}; empty for the body as a whole
     * @param message what is wrong with it
     */
    public record Violation(String field, String message) {}

    @SuppressWarnings("serial") // an error is never serialized
    private final List<Violation> violations;

    public Unprocessable(List<Violation> violations) {
        super(422, describe(violations));
        this.violations = List.copyOf(violations);
    }

    /** For a handler's own checks. */
    public Unprocessable(String field, String message) {
        this(List.of(new Violation(field, message)));
    }

    public List<Violation> violations() {
        return violations;
    }

    private static String describe(List<Violation> violations) {
        return String.join(
                "; ",
                violations.stream()
                        .map(v -> v.field().isEmpty() ? v.message() : v.field() + " " + v.message())
                        .toList());
    }
}
