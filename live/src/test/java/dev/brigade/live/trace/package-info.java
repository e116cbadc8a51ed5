@NullMarked
package dev.brigade.live.trace;

import org.jspecify.annotations.NullMarked;
