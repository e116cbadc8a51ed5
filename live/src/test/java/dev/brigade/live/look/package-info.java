@NullMarked
package dev.brigade.live.look;

import org.jspecify.annotations.NullMarked;
