package dev.brigade.web.audit.code;

/**
 * A field of an application's class.
 *
 * @param owner the binary name of the class that declares it
 */
public record FieldName(String owner, String name) {
    /** {@code News.edition}. */
    @Override
    public String toString() {
        return simple(owner) + "." + name;
    }

    /** The name of a class without its package: {@code Kitchen.Stats}. */
    public static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1).replaceAll("\\$(?=\\p{Alpha})", ".");
    }
}
