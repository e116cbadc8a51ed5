@NullMarked
package dev.brigade.web.signed;

import org.jspecify.annotations.NullMarked;
