@NullMarked
package dev.brigade.web.content;

import org.jspecify.annotations.NullMarked;
