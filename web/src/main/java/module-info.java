/** Web applications in which every request is a thread, with a connection and a transaction of its own. */
module dev.brigade.web {
    requires transitive dev.brigade.data;
    requires transitive java.net.http; // App.http
    requires static transitive org.jspecify;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires io.helidon.common.buffers;
    requires io.helidon.common.socket;
    requires io.helidon.http;
    requires io.pebbletemplates;
    requires jakarta.validation;
    requires jdk.unsupported; // signals: no other way to end with exit code 0 after SIGTERM
    requires org.hibernate.validator;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires java.management; // what a running application tells of its routes
    requires static jdk.attach; // to ask another process; a runtime for production may lack it
    requires jdk.management; // how many files may be open

    exports dev.brigade.web;
    exports dev.brigade.web.background;
    exports dev.brigade.web.cookies;
    exports dev.brigade.web.engine;
    exports dev.brigade.web.errors;
    exports dev.brigade.web.metering;
    exports dev.brigade.web.queues;
    exports dev.brigade.web.session;
    exports dev.brigade.web.settings;

    uses dev.brigade.web.LivePage;

    provides ch.qos.logback.classic.spi.Configurator with
            dev.brigade.web.logging.DefaultLogging;
}
