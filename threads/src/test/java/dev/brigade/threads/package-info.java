/** Tests of the package of the same name. */
@NullMarked
package dev.brigade.threads;

import org.jspecify.annotations.NullMarked;
