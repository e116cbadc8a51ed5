@NullMarked
package dev.brigade.web.routing;

import org.jspecify.annotations.NullMarked;
