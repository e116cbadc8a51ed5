/**
 * H2 in a file of this process, used so that a process that is killed leaves a file in which each transaction is there or is not.
 * Enters: a connection. Leaves: nothing; all that knows H2's own classes is here.
 */
@NullMarked
package dev.brigade.data.embedded;

import org.jspecify.annotations.NullMarked;
