package dev.brigade.bench.compare;

import dev.brigade.bench.process.Program;

/**
 * A server that is measured.
 *
 * @param text its name, for people and in results
 * @param program says its port to its parent, then listens until that ends
 */
public record Subject(String text, Program program) {}
