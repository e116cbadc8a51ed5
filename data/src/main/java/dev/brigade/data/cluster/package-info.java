/**
 * What cluster locks and conditions stand on: the table of waiters, names, signals, and who of this process waits. Enters:
 * a target. Leaves: threads of this process, woken. Knows no transaction.
 */
@NullMarked
package dev.brigade.data.cluster;

import org.jspecify.annotations.NullMarked;
