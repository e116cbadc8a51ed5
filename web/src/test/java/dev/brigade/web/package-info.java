@NullMarked
package dev.brigade.web;

import org.jspecify.annotations.NullMarked;
