/** The code that the documentation shows is compiled. Enters: README, docs, and the documentation in the sources. */
@NullMarked
package dev.brigade.cli.docs;

import org.jspecify.annotations.NullMarked;
