/** The live page of a running application: what its threads do. */
module dev.brigade.live {
    requires dev.brigade.web;
    requires static org.jspecify;
    requires jdk.jfr;
    requires org.slf4j;
    requires tools.jackson.core;

    provides dev.brigade.web.LivePage with
            dev.brigade.live.ServedPage;
}
