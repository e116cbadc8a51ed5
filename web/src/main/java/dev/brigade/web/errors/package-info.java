/**
 * What a handler throws to answer with a status of its own. Anything else that is thrown is answered with 500. Enters: the
 * detail for the client; leaves: nothing. Knows nothing of requests.
 */
@NullMarked
package dev.brigade.web.errors;

import org.jspecify.annotations.NullMarked;
