package dev.brigade.cli.script;

/**
 * A {@code ./brigade} that has ended.
 *
 * @param code its exit code
 * @param out what it wrote to its output
 * @param err what it wrote to its error output
 */
record Ran(int code, String out, String err) {}
