/**
 * What is logged of each request, and how log lines look when an application brings no Logback configuration of its own. Enters: a
 * request and its {@link Outcome}. Leaves: lines.
 */
@NullMarked
package dev.brigade.web.logging;

import org.jspecify.annotations.NullMarked;
