/** Tests of the guard. */
@NullMarked
package dev.brigade.threads.guard;

import org.jspecify.annotations.NullMarked;
