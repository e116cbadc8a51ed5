package dev.brigade.cli;

/**
 * A class that declares {@code App app()}.
 *
 * @param className its binary name, as {@code Class.forName} takes it
 * @param creatable whether the method can be called: it is static, or the class can be made without arguments
 */
record Candidate(String className, boolean creatable) {}
