/**
 * Who gets a connection next. Enters: threads that need one. Leaves: leases, first come first served, each to one thread;
 * or a refusal that names the holders.
 */
@NullMarked
package dev.brigade.data.desk;

import org.jspecify.annotations.NullMarked;
