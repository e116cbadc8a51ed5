/**
 * Sessions that travel in a signed cookie. Enters: the cookies of a request, keys, what a handler changes; leaves: a session, and the
 * cookie to be sent.
 */
@NullMarked
package dev.brigade.web.signed;

import org.jspecify.annotations.NullMarked;
