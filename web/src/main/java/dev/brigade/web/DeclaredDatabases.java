package dev.brigade.web;

import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an application says of its databases while it is built, by one thread. */
final class DeclaredDatabases {
    private final Settings settings;
    private Optional<DatabaseSettings> main = Optional.empty();
    private final List<NamedDatabase> named = new ArrayList<>();

    DeclaredDatabases(Settings settings) {
        this.settings = settings;
    }

    void main(String url) {
        main = Optional.of(DatabaseSettings.at(url)
                .withMigrations(main.map(DatabaseSettings::migrations).orElse("")));
    }

    void migrations(String folder) {
        main = Optional.of(main.orElseThrow(() ->
                        new IllegalStateException("Say which .database(…) before its .migrations(\"" + folder + "\")"))
                .withMigrations(folder));
    }

    void named(String name, String url) {
        named.add(new NamedDatabase(settings, name, url));
    }

    void migrations(String name, String folder) {
        named.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Say which .database(\"" + name
                        + "\", url) before its .migrations(\"" + name + "\", \"" + folder + "\")"))
                .migrations(folder);
    }

    /** By their names, the main one first, as the settings are now. */
    Map<String, DatabaseSettings> loaded(ServerSettings server) {
        Map<String, DatabaseSettings> all = new LinkedHashMap<>();
        main.ifPresent(one -> all.put(App.MAIN, server.database(one)));
        named.forEach(one -> all.put(one.name(), one.settings(server)));
        return all;
    }
}
