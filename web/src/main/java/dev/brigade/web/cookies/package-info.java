/**
 * Cookies as HTTP has them. Enters: the header {@code Cookie} of a request, what an application says of a cookie; leaves: values, and
 * lines for {@code Set-Cookie}.
 */
@NullMarked
package dev.brigade.web.cookies;

import org.jspecify.annotations.NullMarked;
