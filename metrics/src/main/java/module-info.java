/** The figures of a running application, for Prometheus and others. */
module dev.brigade.metrics {
    requires transitive dev.brigade.web;
    requires transitive micrometer.core; // whoever has a registry, or meters of its own
    requires micrometer.registry.prometheus;
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.brigade.metrics;
}
