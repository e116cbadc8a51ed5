/**
 * The explorer: proves that code is thread safe, or shows a schedule in which it is not. Begin at {@link Explore}.
 *
 * <pre>{@code
 * Explore.fresh(Account::new)
 *     .threads(account -> account.withdraw(30), account -> account.withdraw(50))
 *     .verify();
 * }</pre>
 */
@NullMarked
package dev.brigade.check;

import org.jspecify.annotations.NullMarked;
