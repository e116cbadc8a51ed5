/** How log lines look when an application brings no Logback configuration of its own. */
@NullMarked
package dev.brigade.web.logging;

import org.jspecify.annotations.NullMarked;
