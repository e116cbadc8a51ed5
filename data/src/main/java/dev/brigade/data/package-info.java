/**
 * The connection and the transaction of a request, a consumed item or a job: leased at the first statement from a fair
 * desk, confined to its thread, committed or rolled back once, always given back. Enters: a JDBC URL, SQL, the
 * {@link dev.brigade.threads.Activity} that works. Leaves: rows, and what happened at the pool and in the database as
 * announcements. Knows nothing of HTTP.
 *
 * <pre>{@code
 * try (Database database = Database.open(DatabaseSettings.at("jdbc:h2:./data/shop").withMigrations("db"))) {
 *     Transaction transaction = database.begin(Activity.current(), TransactionOptions.DEFAULT);
 *     try {
 *         transaction.db().execute("insert into dish (name) values (?)", "soup");
 *         transaction.commit();
 *     } finally {
 *         transaction.rollback(); // does nothing after a commit
 *     }
 *     transaction.runHooks();
 * }
 * }</pre>
 */
@NullMarked
package dev.brigade.data;

import org.jspecify.annotations.NullMarked;
