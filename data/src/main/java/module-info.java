/** The connection and the transaction of a request. */
module dev.brigade.data {
    requires transitive dev.brigade.threads;
    requires static transitive org.jspecify;
    requires transitive java.sql;
    requires transitive org.jdbi.v3.core;
    requires static com.h2database; // an application on PostgreSQL may leave it out
    requires com.zaxxer.hikari;
    requires flyway.core;
    requires flyway.database.postgresql;
    requires static org.checkerframework.checker.qual; // in the class files of the next
    requires org.postgresql.jdbc; // LISTEN
    requires org.slf4j;

    exports dev.brigade.data;
    exports dev.brigade.data.errors;
    exports dev.brigade.data.options;
    exports dev.brigade.data.pool;
    exports dev.brigade.data.settings;
}
