package dev.brigade.bench.live;

import dev.brigade.bench.process.Child;
import dev.brigade.bench.process.Pinning;
import dev.brigade.bench.process.Program;
import dev.brigade.bench.subject.DatabasePlace;
import dev.brigade.bench.subject.Parent;
import dev.brigade.bench.subject.World;
import dev.brigade.web.App;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rows as an application of Brigade with a live page, and the main class of its server. */
final class LiveWorlds {
    /** Where the load is. */
    private static final int OTHERS_CPU = 0;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LiveWorlds() {}

    /** Takes what {@link DatabasePlace} does, then the name of a {@link LiveSubject}. */
    public static void main(String... args) {
        DatabasePlace place = DatabasePlace.of(args);
        LiveSubject subject = LiveSubject.valueOf(args[place.arguments().size()]);
        List<String> settings = new ArrayList<>(List.of(
                "--port",
                "0",
                "--database.url",
                place.url(),
                "--database.pool.size",
                String.valueOf(place.poolSize())));
        App app = App.named("bench").database();
        app.get(
                "/world/{id:int}",
                rq -> rq.db()
                        .select(World.SELECT, rq.path("id", int.class))
                        .mapTo(World.class)
                        .one());
        if (subject == LiveSubject.NOT_RECORDED) {
            settings.addAll(List.of("--recorder.events", "0"));
        } else {
            app.live("/live").allow(_ -> true);
        }
        int port = app.start(settings.toArray(String[]::new)).port();
        if (subject == LiveSubject.OPEN) {
            looksAt(port);
        }
        Parent.serve(port);
    }

    /** In a process of its own, whose time is not that of the server; it ends with this one. */
    @SuppressWarnings("MustBeClosedChecker") // by its own end
    private static void looksAt(int port) {
        Child listener = Child.start(
                "listener",
                Pinning.to(OTHERS_CPU),
                List.of("-Xmx64m", "-XX:+UseSerialGC"),
                Program.ofThisClassPath(Listener.class, String.valueOf(port)));
        listener.hear(PATIENCE);
    }
}
