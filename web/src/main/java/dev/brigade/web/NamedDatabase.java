package dev.brigade.web;

import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.web.options.ServerSettings;
import dev.brigade.web.settings.Setting;
import dev.brigade.web.settings.Settings;

/** A further database of an application, with its settings. Changed only while the application is built, by one thread. */
final class NamedDatabase {
    private final String name;
    private final String url;
    private final Setting<String> urlFromOutside;
    private final Setting<String> user;
    private final Setting<String> password;
    private final Setting<Integer> poolSize;
    private String migrations = "";

    NamedDatabase(Settings settings, String name, String url) {
        if (!name.matches("[a-z][a-z0-9]*") || name.equals("main")) {
            throw new IllegalArgumentException("\"" + name
                    + "\" is no name for a further database; use lower-case letters and digits, and not \"main\"");
        }
        this.name = name;
        this.url = url;
        String prefix = "database." + name;
        urlFromOutside =
                settings.declare(prefix + ".url", String.class, "", "the JDBC URL of database \"" + name + "\"");
        user = settings.declare(prefix + ".user", String.class, "", "its user, if the URL names none");
        password = settings.declare(prefix + ".password", String.class, "", "its password, if the URL has none");
        poolSize = settings.declare(
                prefix + ".pool.size",
                Integer.class,
                DatabaseSettings.at(url).poolSize(),
                "connections at most of database \"" + name + "\"");
    }

    String name() {
        return name;
    }

    void migrations(String folder) {
        migrations = folder;
    }

    DatabaseSettings settings(ServerSettings all) {
        DatabaseSettings database = DatabaseSettings.at(urlFromOutside.value().isEmpty() ? url : urlFromOutside.value())
                .withName(name)
                .withUser(user.value(), password.value())
                .withPoolSize(poolSize.value())
                .withLeaseTimeout(all.leaseTimeout())
                .withMigrations(migrations);
        return database.withMigrationsAtStart(all.migrationsAtStart(database));
    }
}
