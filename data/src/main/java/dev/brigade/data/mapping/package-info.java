/**
 * Rows as records, and transactions inside of transactions, for Jdbi. Made once, used by all transactions.
 */
@NullMarked
package dev.brigade.data.mapping;

import org.jspecify.annotations.NullMarked;
