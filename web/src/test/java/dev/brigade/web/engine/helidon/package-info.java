@NullMarked
package dev.brigade.web.engine.helidon;

import org.jspecify.annotations.NullMarked;
