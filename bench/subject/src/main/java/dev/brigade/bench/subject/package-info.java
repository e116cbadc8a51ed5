/**
 * What every server that is measured shares, whatever it is built on, so that all do the same: how it talks to the
 * benchmark that started it, and the rows and the SQL that it is asked for. Uses no library, since it is on the class paths
 * of all of them.
 */
@NullMarked
package dev.brigade.bench.subject;

import org.jspecify.annotations.NullMarked;
