/**
 * Programs to explore: small web applications and small services on JDBC with a bug that only an interleaving shows, each with its
 * repaired twin. They know nothing of the explorer, and assert nothing.
 */
package dev.brigade.check.suite.db.programs;
