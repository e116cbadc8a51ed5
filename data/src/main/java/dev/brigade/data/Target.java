package dev.brigade.data;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where to connect, and as whom. */
record Target(String name, String url, String user, String password, Product product) {

    static Target of(DatabaseSettings settings) {
        return new Target(
                settings.name(), settings.url(), settings.user(), settings.password(), Product.of(settings.url()));
    }

    /** A connection outside of any pool. */
    Connection connect() {
        try {
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException failure) {
            throw OpenFailures.unavailable(name, failure);
        }
    }
}
