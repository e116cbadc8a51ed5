/**
 * From bytes to values and back: JSON, forms, validation, templates, static files, error pages. Enters: bytes and their
 * media type, or a value to render; leaves: a value, or bytes. Knows nothing of routes or threads.
 */
@NullMarked
package dev.brigade.web.content;

import org.jspecify.annotations.NullMarked;
