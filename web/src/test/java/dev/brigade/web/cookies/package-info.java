@NullMarked
package dev.brigade.web.cookies;

import org.jspecify.annotations.NullMarked;
