/** Durable jobs in the database of an application. */
module dev.brigade.jobs {
    requires transitive dev.brigade.web;
    requires com.github.kagkarlsson.scheduler;
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.brigade.jobs;
}
