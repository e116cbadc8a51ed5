/**
 * What transactions of two or three requests at once may see of each other, for each isolation level on each database: after
 * Martin Kleppmann's Hermitage, but with handlers and clients in place of consoles. Makes docs/isolation.md.
 */
@NullMarked
package dev.brigade.web.isolation;

import org.jspecify.annotations.NullMarked;
