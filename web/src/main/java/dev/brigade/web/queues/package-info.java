/**
 * What can be seen of the queues that are consumed. Immutable values.
 */
@NullMarked
package dev.brigade.web.queues;

import org.jspecify.annotations.NullMarked;
