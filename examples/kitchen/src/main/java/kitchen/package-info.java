/**
 * A kitchen: guests order dishes, cooks bake them in the one oven. Small, and with everything in it that threads share:
 * rows (pantry, orders), a queue (the pass), a lock with a condition (the oven).
 */
@NullMarked
package kitchen;

import org.jspecify.annotations.NullMarked;
