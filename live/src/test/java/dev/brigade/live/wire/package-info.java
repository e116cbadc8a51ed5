@NullMarked
package dev.brigade.live.wire;

import org.jspecify.annotations.NullMarked;
