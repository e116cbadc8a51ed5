package dev.brigade.web.audit.code;

/**
 * Where a lambda was handed over to Brigade, as the last argument of a call.
 *
 * @param className the binary name of the class that called
 * @param offset the index of the byte of its method at which the call is
 */
public record HandedOver(String className, String method, String descriptor, int offset) {}
