/**
 * The benchmark {@code live}: what recording costs, what the live page costs while somebody looks, and how much memory it takes
 * of a crowd. Enters: how long to measure. Leaves: CPU time per request without recording, with it, and with a page
 * open; and the memory.
 */
@NullMarked
package dev.brigade.bench.live;

import org.jspecify.annotations.NullMarked;
