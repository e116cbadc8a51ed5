/**
 * How many requests run at once: of the whole application, and of a route while its requests meet conflicts. Enters:
 * requests that want to run. Leaves: those that may, and refusals. Knows nothing of HTTP.
 */
@NullMarked
package dev.brigade.web.admission;

import org.jspecify.annotations.NullMarked;
