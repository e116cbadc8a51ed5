/**
 * What can be set from outside. Enters: declarations with defaults, a file, the environment, the command line; leaves:
 * typed values, or one message that says what is wrong and where.
 */
@NullMarked
package dev.brigade.web.settings;

import org.jspecify.annotations.NullMarked;
