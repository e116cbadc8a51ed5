package dev.brigade.web.audit.code;

/**
 * A method.
 *
 * @param owner the binary name of its class
 */
record MethodName(String owner, String name, String descriptor) {}
