package dev.brigade.check;

import dev.brigade.check.control.Controller;
import dev.brigade.check.database.ExploredDatabase;
import dev.brigade.check.explore.Subject;
import dev.brigade.check.report.ExplorationException;
import dev.brigade.check.schedule.Outside;
import dev.brigade.data.Database;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.App;
import dev.brigade.web.settings.GivenSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The databases of an application that is explored, by their names, the main one first. Confined to the thread that explores. */
final class ApplicationDatabases {
    private final Map<String, ExploredDatabase> byName = new LinkedHashMap<>();

    /** Opens and migrates those that the application has which {@code factory} builds. */
    void open(Supplier<App> factory, GivenSettings given, DatabaseProduct product) {
        App app = factory.get();
        Map<String, DatabaseSettings> wanted = app.databases(given);
        if (wanted.size() > 1 && product == DatabaseProduct.POSTGRES) {
            throw new ExplorationException("An application with " + wanted.size()
                    + " databases is explored on H2; with PostgreSQL it has to have one");
        }
        for (Map.Entry<String, DatabaseSettings> one : wanted.entrySet()) {
            ExploredDatabase database = DatabaseExploration.Databases.open(product);
            database.isOneOf(byName.isEmpty() ? "" : one.getKey(), byName.size());
            byName.put(one.getKey(), database);
            if (!one.getValue().migrations().isEmpty()) {
                Database.migrate(DatabaseSettings.at(database.url())
                        .withMigrations(one.getValue().migrations()));
            }
            if (one.getKey().equals("main")) {
                app.installTables(DatabaseSettings.at(database.url()));
            }
        }
    }

    void close() {
        byName.values().forEach(ExploredDatabase::close);
        byName.clear();
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** What knows of threads that wait for them. */
    Outside outside() {
        return byName.values().stream().map(ExploredDatabase::outside).reduce(Outside.NOTHING, (_, last) -> last);
    }

    private Optional<ExploredDatabase> main() {
        return byName.values().stream().findFirst();
    }

    /** Fills the main one. */
    void fill(List<Given.Filling> fillings) {
        main().ifPresent(database -> DatabaseExploration.Databases.fill(database, fillings));
    }

    /**
     * From now on they are brought back before each run: see {@link ExploredDatabase#begin}.
     *
     * @return the connections of each
     */
    Map<String, DataSource> begin(Controller controller, int count) {
        Map<String, DataSource> connections = new LinkedHashMap<>();
        byName.forEach((name, database) -> {
            database.begin(controller, count);
            connections.put(name, database.connections());
        });
        return connections;
    }

    /** The settings of an application that say where they are. */
    String[] urls() {
        List<String> urls = new ArrayList<>();
        byName.forEach((name, database) -> {
            urls.add(name.equals("main") ? "--database.url" : "--database." + name + ".url");
            urls.add(database.url());
        });
        return urls.toArray(String[]::new);
    }

    /** Knows the tables, too, that a start of the application has made. */
    void adoptTables() {
        byName.values().forEach(ExploredDatabase::adoptTables);
    }

    void reset() {
        byName.values().forEach(ExploredDatabase::reset);
    }

    /** Results and state of a run, and the rows of all. */
    Subject.End end(List<String> results, List<String> inMemory) {
        return byName.isEmpty()
                ? new Subject.End(results, inMemory)
                : DatabaseExploration.Databases.end(byName.values(), results, inMemory);
    }

    /** Deadlocks of the last run that one of them found. */
    List<String> deadlocks() {
        return byName.values().stream()
                .flatMap(database -> database.deadlocks().stream())
                .toList();
    }
}
