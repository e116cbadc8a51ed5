/** To come. */
@NullMarked
package dev.brigade.data;

import org.jspecify.annotations.NullMarked;
