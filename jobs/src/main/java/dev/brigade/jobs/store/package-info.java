/**
 * The rows of jobs. Enters: what is enqueued, picked, done, failed, each within a transaction of somebody else. Leaves: rows,
 * and whether they were still there. All the SQL that knows the tables is here, besides that of db-scheduler.
 */
@NullMarked
package dev.brigade.jobs.store;

import org.jspecify.annotations.NullMarked;
