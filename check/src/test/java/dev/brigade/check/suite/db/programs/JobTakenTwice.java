package dev.brigade.check.suite.db.programs;

import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** A table of jobs, and workers who each take one. */
public final class JobTakenTwice {
    private JobTakenTwice() {}

    public static void rows(Handle db) {
        db.execute("create table job (id int primary key, worker varchar(10) not null, runs int not null)");
        db.execute("insert into job values (1, '', 0)");
        db.execute("insert into job values (2, '', 0)");
    }

    /** Both find the same job. */
    public static final class Broken extends Worker {
        public Broken(DataSource source) {
            super(source, "");
        }
    }

    /** Who finds one locks it, and others skip it. */
    public static final class Fixed extends Worker {
        public Fixed(DataSource source) {
            super(source, " for update skip locked");
        }
    }

    /** Both. */
    public abstract static class Worker {
        private final DataSource source;
        private final String lock;

        Worker(DataSource source, String lock) {
            this.source = source;
            this.lock = lock;
        }

        public final void work(String worker) throws Exception {
            Transactions.readCommitted(source, connection -> {
                Optional<Integer> job =
                        Sql.find(connection, "select id from job where worker = '' order by id limit 1" + lock);
                if (job.isPresent()) {
                    Sql.update(
                            connection, "update job set worker = ?, runs = runs + 1 where id = ?", worker, job.get());
                }
            });
        }
    }
}
