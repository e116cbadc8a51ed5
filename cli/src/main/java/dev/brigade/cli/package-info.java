/** To come. */
@NullMarked
package dev.brigade.cli;

import org.jspecify.annotations.NullMarked;
