package dev.brigade.check.suite.db.programs;

import static dev.brigade.data.options.Isolation.READ_COMMITTED;

import dev.brigade.web.App;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Tasks in a table, taken by workers, each task by one. */
public final class TaskTakenTwice {
    private TaskTakenTwice() {}

    public static void rows(Handle db) {
        db.execute("create table task (id int primary key, worker varchar(10) not null)");
        db.execute("insert into task values (1, '')");
        db.execute("insert into task values (2, '')");
    }

    /** Both find the same one. */
    public static App broken() {
        var app = App.named("tasks").database("jdbc:h2:mem:tasks");
        app.post("/tasks/take/{worker}", rq -> {
                    Optional<Integer> task = rq.db()
                            .select("select id from task where worker = '' order by id limit 1")
                            .mapTo(Integer.class)
                            .findOne();
                    if (task.isEmpty()) {
                        return "Nothing to do";
                    }
                    rq.db().execute("update task set worker = ? where id = ?", rq.path("worker"), task.get());
                    return "Task " + task.get();
                })
                .isolation(READ_COMMITTED);
        return app;
    }

    /** The update takes it only if nobody has; else look for another. */
    public static App fixed() {
        var app = App.named("tasks").database("jdbc:h2:mem:tasks");
        app.post("/tasks/take/{worker}", rq -> {
                    while (true) {
                        Optional<Integer> task = rq.db()
                                .select("select id from task where worker = '' order by id limit 1")
                                .mapTo(Integer.class)
                                .findOne();
                        if (task.isEmpty()) {
                            return "Nothing to do";
                        }
                        int rows = rq.db()
                                .execute(
                                        "update task set worker = ? where id = ? and worker = ''",
                                        rq.path("worker"),
                                        task.get());
                        if (rows == 1) {
                            return "Task " + task.get();
                        }
                    }
                })
                .isolation(READ_COMMITTED);
        return app;
    }
}
