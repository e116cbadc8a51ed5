/**
 * The connection and the transaction of a request, a consumed item or a job: leased at the first statement from a fair
 * desk, confined to its thread, committed or rolled back once, always given back; beside that, locks and conditions that all nodes of an
 * application share on it. Enters: a JDBC URL, SQL, the {@link dev.brigade.threads.Activity} that works. Leaves: rows, and what
 * happened at the pool and in the database as announcements. Knows nothing of HTTP.
 *
 * <p>A {@link dev.brigade.data.Transaction} is what its code sees as {@link dev.brigade.data.Work}; what it has of the database is its
 * {@code Session}, and how it ends its {@code Ending}.
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
