/**
 * The command line: what {@code ./brigade} starts with {@code java}. Nothing depends on it, so nothing is exported; the
 * one package is open to picocli, which sets the fields of the commands.
 */
module dev.brigade.cli {
    requires dev.brigade.check;
    requires dev.brigade.jobs; // this and the next two so that applications of one file have them
    requires dev.brigade.live;
    requires dev.brigade.metrics;
    requires dev.brigade.web;
    requires static org.jspecify;
    requires info.picocli;
    requires java.net.http;
    requires tools.jackson.databind;

    opens dev.brigade.cli to
            info.picocli;
}
