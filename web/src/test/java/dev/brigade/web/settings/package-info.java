@NullMarked
package dev.brigade.web.settings;

import org.jspecify.annotations.NullMarked;
