/** Web applications in which every request is a thread, with a connection and a transaction of its own. */
module dev.brigade.web {
    requires transitive dev.brigade.data;
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires java.logging; // only the level of Helidon's own messages
    requires io.helidon.webserver;

    exports dev.brigade.web.engine;
}
