/**
 * Finds the application in a folder of compiled classes and starts it. What enters is a command line; what leaves is a
 * running {@code App}, or one clear message and an exit code. The work is the application's own.
 */
@NullMarked
package dev.brigade.cli;

import org.jspecify.annotations.NullMarked;
