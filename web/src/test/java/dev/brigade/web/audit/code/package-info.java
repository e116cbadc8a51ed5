@NullMarked
package dev.brigade.web.audit.code;

import org.jspecify.annotations.NullMarked;
