@NullMarked
package dev.brigade.web.origin;

import org.jspecify.annotations.NullMarked;
