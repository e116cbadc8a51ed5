/**
 * Finds what the threads of an application share, and whether that is safe. Enters: what was handed over when the application
 * was built, such as handlers; leaves: a report for people. Objects are only looked at, never changed.
 */
@NullMarked
package dev.brigade.web.audit;

import org.jspecify.annotations.NullMarked;
