package dev.brigade.check.suite.db.programs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Prices in memory and in a table. A price may be refused when it has been written. */
public final class CachedBeforeCommit {
    private CachedBeforeCommit() {}

    public static void rows(Handle db) {
        db.execute("create table price (item varchar(10) primary key, cents int not null)");
        db.execute("create table sale (id bigint generated always as identity primary key, cents int not null)");
        db.execute("insert into price values ('tea', 400)");
    }

    private static void sell(DataSource source, int cents) throws Exception {
        Transactions.readCommitted(
                source, connection -> Sql.update(connection, "insert into sale (cents) values (?)", cents));
    }

    /** The cache has the new price before the commit, and after a rollback the old one again. */
    public static final class Broken {
        private final Map<String, Integer> cache = new ConcurrentHashMap<>(Map.of("tea", 400));
        private final DataSource source;

        public Broken(DataSource source) {
            this.source = source;
        }

        public void change(int cents) throws Exception {
            int old = cache.get("tea");
            try {
                Transactions.readCommitted(source, connection -> {
                    Sql.update(connection, "update price set cents = ? where item = 'tea'", cents);
                    cache.put("tea", cents);
                    if (cents < 100) {
                        throw new IllegalArgumentException("Too cheap");
                    }
                });
            } catch (IllegalArgumentException e) {
                cache.put("tea", old);
            }
        }

        public void sell() throws Exception {
            CachedBeforeCommit.sell(source, cache.get("tea"));
        }
    }

    /** The cache has it when it has been committed. */
    public static final class Fixed {
        private final Map<String, Integer> cache = new ConcurrentHashMap<>(Map.of("tea", 400));
        private final DataSource source;

        public Fixed(DataSource source) {
            this.source = source;
        }

        public void change(int cents) throws Exception {
            try {
                Transactions.readCommitted(source, connection -> {
                    Sql.update(connection, "update price set cents = ? where item = 'tea'", cents);
                    if (cents < 100) {
                        throw new IllegalArgumentException("Too cheap");
                    }
                });
                cache.put("tea", cents);
            } catch (IllegalArgumentException e) {
                // it stays as it was
            }
        }

        public void sell() throws Exception {
            CachedBeforeCommit.sell(source, cache.get("tea"));
        }
    }
}
