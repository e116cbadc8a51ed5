/** The explorer: proves that code is thread safe, or shows a schedule in which it is not. */
module dev.brigade.check {
    requires transitive dev.brigade.threads;
    requires static transitive dev.brigade.web; // of use without it too
    requires static transitive org.jspecify;
    requires transitive java.sql;
    requires java.compiler; // names of Java, for the tests that are pasted
    requires java.instrument;
    requires java.management; // the time that a thread has used the processor
    requires net.bytebuddy.agent;
    requires net.sf.jsqlparser;
    requires org.slf4j;
    requires static ch.qos.logback.classic;
    requires static ch.qos.logback.core;
    requires static org.junit.platform.launcher;
    requires static org.postgresql.jdbc;
    requires static embedded.postgres;

    exports dev.brigade.check;
    exports dev.brigade.check.postgres to
            org.postgresql.jdbc; // which makes its sockets by name
    exports dev.brigade.check.report;

    provides org.junit.platform.launcher.LauncherSessionListener with
            dev.brigade.check.agent.AgentListener;
}
