package dev.brigade.check.agent;

/**
 * A place in instrumented code.
 *
 * @param id as instrumented code passes it
 * @param operation what is done there
 * @param code the class whose code it is, as {@code Class.getName} gives it
 * @param method the method whose code it is
 * @param line in the source file; 0 if unknown
 * @param file the source file's name; empty if unknown
 * @param owner the class that declares the field, or of which a method is called, as {@code Class.getName} gives it; empty for
 *     arrays and monitors
 * @param member the field's or method's name; empty for arrays and monitors
 * @param isVolatile whether a field is volatile
 * @param isFinal whether a field is final
 */
public record Site(
        int id,
        Operation operation,
        String code,
        String method,
        int line,
        String file,
        String owner,
        String member,
        boolean isVolatile,
        boolean isFinal) {

    /** What is done at a site. */
    public enum Operation {
        READ,
        WRITE,
        ARRAY_READ,
        ARRAY_WRITE,
        MONITOR,
        CALL
    }

    /** For people: {@code Counter.add(Counter.java:12)}. */
    public String where() {
        String simple = code.substring(Math.max(code.lastIndexOf('.'), code.lastIndexOf('$')) + 1);
        return simple + "." + method + "(" + (file.isEmpty() ? "unknown" : file + (line > 0 ? ":" + line : "")) + ")";
    }
}
