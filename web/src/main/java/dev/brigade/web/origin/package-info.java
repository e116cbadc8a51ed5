/** Requests that other sites make browsers send. Enters: headers of a request; leaves: whether it is refused, and why. */
@NullMarked
package dev.brigade.web.origin;

import org.jspecify.annotations.NullMarked;
