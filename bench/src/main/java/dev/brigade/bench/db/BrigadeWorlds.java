package dev.brigade.bench.db;

import dev.brigade.bench.subject.DatabasePlace;
import dev.brigade.bench.subject.Parent;
import dev.brigade.bench.subject.World;
import dev.brigade.web.App;
import dev.brigade.web.Request;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The rows as an application of Brigade, and the main class of its server. */
final class BrigadeWorlds {
    /** The UPDATE is a statement like another. */
    static final String EXECUTE = "execute";

    /** The UPDATE is declared to be the last. */
    static final String FINISH = "finish";

    private BrigadeWorlds() {}

    /** Takes what {@link DatabasePlace} does, then {@link #EXECUTE} or {@link #FINISH}, then settings. */
    public static void main(String... args) {
        DatabasePlace place = DatabasePlace.of(args);
        List<String> settings = List.of(
                "--port", "0", "--database.url", place.url(), "--database.pool.size", String.valueOf(place.poolSize()));
        String[] more = Arrays.copyOfRange(args, place.arguments().size() + 1, args.length);
        Parent.serve(app(args[place.arguments().size()])
                .start(Stream.concat(settings.stream(), Stream.of(more)).toArray(String[]::new))
                .port());
    }

    private static App app(String last) {
        App app = App.named("bench").database();
        app.get("/world/{id:int}", BrigadeWorlds::find);
        app.post("/world/{id:int}", rq -> {
            World changed = find(rq).changed();
            if (last.equals(FINISH)) {
                rq.finish(World.UPDATE, changed.randomNumber(), changed.id());
            } else {
                rq.db().execute(World.UPDATE, changed.randomNumber(), changed.id());
            }
            return changed;
        });
        return app;
    }

    private static World find(Request rq) {
        return rq.db()
                .select(World.SELECT, rq.path("id", int.class))
                .mapTo(World.class)
                .one();
    }
}
