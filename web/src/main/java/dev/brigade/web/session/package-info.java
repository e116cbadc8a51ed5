/**
 * What a client is remembered by from request to request, as handlers see it. Enters: what handlers and pages ask and change; where it is
 * kept, others know.
 */
@NullMarked
package dev.brigade.web.session;

import org.jspecify.annotations.NullMarked;
