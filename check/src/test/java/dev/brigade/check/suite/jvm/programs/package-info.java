/**
 * Programs to explore: small services with a bug that only an interleaving shows, each with its repaired twin. They are what an
 * application would have: they know nothing of the explorer, and assert nothing.
 */
package dev.brigade.check.suite.jvm.programs;
