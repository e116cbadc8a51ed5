package dev.brigade.web.isolation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What one request does at one moment: a statement, or the end of its transaction.
 *
 * @param actor whose request: {@code T1}
 * @param sql what it runs; {@code commit} and {@code abort} end it
 */
record Step(String actor, String sql) {

    /** What a statement gave: the rows that it read, n by id, or how many it changed. */
    record Result(Map<Integer, Integer> rows, int changed) {}

    /** The steps of a script, one a line: {@code T1 update …}. */
    static List<Step> of(String script) {
        return script.lines()
                .map(line -> line.split(" ", 2))
                .map(parts -> new Step(parts[0], parts[1]))
                .toList();
    }

    boolean commits() {
        return sql.equals("commit");
    }

    boolean aborts() {
        return sql.equals("abort");
    }

    boolean ends() {
        return commits() || aborts();
    }

    Result on(Handle db) {
        if (!sql.startsWith("select")) {
            return new Result(Map.of(), db.execute(sql));
        }
        Map<Integer, Integer> rows = new TreeMap<>();
        db.createQuery(sql)
                .map((row, _) -> rows.put(row.getInt("id"), row.getInt("n")))
                .list();
        return new Result(rows, 0);
    }
}
