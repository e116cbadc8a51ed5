/**
 * What a database can refuse, as an application meets it, and how to tell conflicts and outages from errors of its own.
 */
@NullMarked
package dev.brigade.data.errors;

import org.jspecify.annotations.NullMarked;
