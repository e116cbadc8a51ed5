@NullMarked
package dev.brigade.live;

import org.jspecify.annotations.NullMarked;
