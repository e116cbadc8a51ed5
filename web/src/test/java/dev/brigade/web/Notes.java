package dev.brigade.web;

import dev.brigade.data.TestDatabase;
import dev.brigade.data.Work;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A table of an application's database that can be read also after the application has stopped. */
record Notes(String url) {

    /** In a new database, with the table made at the start of {@code app}. */
    static Notes of(App app, TestDatabase database) {
        String url = database.fresh().url() + (database == TestDatabase.H2 ? ";DB_CLOSE_DELAY=-1" : "");
        app.database(url);
        app.onStart(work -> work.db().execute("create table note (text varchar(200))"));
        return new Notes(url);
    }

    static void add(Work work, Object text) {
        work.db().execute("insert into note values (?)", String.valueOf(text));
    }

    /** What has been committed, sorted. */
    List<String> all() {
        try (Connection connection =
                        DriverManager.getConnection(url, url.startsWith("jdbc:h2:") ? "sa" : "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from note")) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            all.sort(null);
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
