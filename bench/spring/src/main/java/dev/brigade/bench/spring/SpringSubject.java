package dev.brigade.bench.spring;

import dev.brigade.bench.subject.DatabasePlace;
import dev.brigade.bench.subject.Parent;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.resilience.annotation.EnableResilientMethods;

/** The main class of Spring Boot's server. What is set here makes it cheaper, or the same as the others. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableResilientMethods
public class SpringSubject {

    /** Takes what {@link DatabasePlace} does. */
    public static void main(String... args) {
        DatabasePlace place = DatabasePlace.of(args);
        SpringApplication application = new SpringApplication(SpringSubject.class);
        application.setDefaultProperties(Map.ofEntries(
                Map.entry("server.address", "localhost"),
                Map.entry("server.port", 0),
                // Tomcat would close a connection after 100 requests
                Map.entry("server.tomcat.max-keep-alive-requests", -1),
                Map.entry("server.tomcat.accesslog.enabled", false),
                Map.entry("spring.threads.virtual.enabled", true),
                Map.entry("spring.datasource.url", place.url()),
                Map.entry("spring.datasource.hikari.maximum-pool-size", place.poolSize()),
                Map.entry("spring.datasource.hikari.minimum-idle", place.poolSize()),
                // set once for each connection; by @Transactional it would be set for each transaction
                Map.entry("spring.datasource.hikari.transaction-isolation", "TRANSACTION_SERIALIZABLE"),
                Map.entry("spring.datasource.hikari.auto-commit", false),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("logging.level.root", "warn")));
        var context = application.run();
        Parent.serve(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
