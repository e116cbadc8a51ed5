@NullMarked
package dev.brigade.web.audit;

import org.jspecify.annotations.NullMarked;
