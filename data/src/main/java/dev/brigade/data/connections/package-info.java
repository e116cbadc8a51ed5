/**
 * Where connections come from: HikariCP, which opens, checks and retires them, or somebody else who lends them. Enters: a
 * target. Leaves: connections whose settings are known.
 */
@NullMarked
package dev.brigade.data.connections;

import org.jspecify.annotations.NullMarked;
