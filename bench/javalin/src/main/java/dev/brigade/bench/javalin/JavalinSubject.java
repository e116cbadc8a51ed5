package dev.brigade.bench.javalin;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.brigade.bench.subject.DatabasePlace;
import dev.brigade.bench.subject.Parent;
import io.javalin.Javalin;
import io.javalin.json.JavalinJackson3;
import tools.jackson.databind.json.JsonMapper;

/** The main class of Javalin's server. */
final class JavalinSubject {
    private JavalinSubject() {}

    /** Takes what {@link DatabasePlace} does. */
    public static void main(String... args) {
        Worlds worlds = new Worlds(pool(DatabasePlace.of(args)));
        Javalin server = Javalin.create(config -> {
            config.concurrency.useVirtualThreads = true;
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.jsonMapper(new JavalinJackson3(JsonMapper.builder().build(), true));
            config.routes.get(
                    "/world/{id}", context -> context.json(worlds.select(Integer.parseInt(context.pathParam("id")))));
            config.routes.post(
                    "/world/{id}", context -> context.json(worlds.update(Integer.parseInt(context.pathParam("id")))));
        });
        Parent.serve(server.start("localhost", 0).port());
    }

    private static HikariDataSource pool(DatabasePlace place) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(place.url());
        config.setMaximumPoolSize(place.poolSize());
        config.setMinimumIdle(place.poolSize());
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        return new HikariDataSource(config);
    }
}
