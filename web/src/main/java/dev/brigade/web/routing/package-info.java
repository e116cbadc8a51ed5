/**
 * Which route a path belongs to. Enters: patterns such as {@code /orders/{id:long}} with what they stand for, once, before
 * serving; then methods and raw paths. Leaves: the match with its decoded parameters. Knows nothing of handlers.
 */
@NullMarked
package dev.brigade.web.routing;

import org.jspecify.annotations.NullMarked;
