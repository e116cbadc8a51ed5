package dev.brigade.data.pool;

import dev.brigade.threads.Activity;

/**
 * A connection that is leased at this moment, as others may see it.
 *
 * @param activity who holds it
 * @param sinceNanos {@link System#nanoTime()} when it was leased
 * @param statement the SQL that runs in it now or ran last; empty if none has
 * @param statements how many have been sent so far
 * @param inSql whether that statement runs now
 * @param quietSinceNanos {@link System#nanoTime()} when the last statement had run, or when it was leased
 */
public record LeaseView(
        Activity activity, long sinceNanos, String statement, int statements, boolean inSql, long quietSinceNanos) {}
