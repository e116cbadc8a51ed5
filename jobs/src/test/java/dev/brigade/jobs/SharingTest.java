package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.brigade.web.App;
import dev.brigade.web.Server;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A start in development says what the threads that run jobs share without a lock. */
class SharingTest {
    record Bill(int order) {}

    @Test
    void a_handler_may_capture_a_job_and_the_jobs() {
        App app = App.named("billing").database("jdbc:h2:mem:sharing");
        Jobs jobs = Jobs.of(app);
        Job<Bill> bills = jobs.job("bill", Bill.class, (work, bill) -> work.db().execute("select 1"));
        app.post("/orders/{id:int}", rq -> {
            bills.enqueue(rq, new Bill(rq.path("id", int.class)));
            return "";
        });
        app.get("/failed", jobs::failed);

        assertThat(said(app))
                .anyMatch(line -> line.contains("is ready"))
                .noneMatch(line -> line.contains("is shared by threads"));
    }

    @Test
    void an_application_has_its_jobs_once_and_is_told_so_otherwise() {
        App app = App.named("billing").database("jdbc:h2:mem:sharing");
        Jobs.of(app);

        assertThatThrownBy(() -> Jobs.of(app))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Say Jobs.of(app) once for each application");
    }

    @Test
    void what_the_code_of_jobs_captures_is_looked_at() {
        App app = App.named("billing").database("jdbc:h2:mem:sharing");
        Jobs jobs = Jobs.of(app);
        List<Integer> billed = new ArrayList<>();
        List<Instant> tidied = new ArrayList<>();
        List<Instant> counted = new ArrayList<>();
        jobs.job("bill", Bill.class, (_, bill) -> billed.add(bill.order()));
        jobs.every(Duration.ofHours(1), "tidy", _ -> tidied.add(Instant.now()));
        jobs.cron("0 3 * * *", ZoneOffset.UTC, "count", _ -> counted.add(Instant.now()));

        assertThat(said(app))
                .filteredOn(line -> line.contains("is shared by threads"))
                .hasSize(3)
                .anyMatch(line -> line.contains("Reached from job bill → captured \"billed\" (SharingTest.java:"))
                .anyMatch(line -> line.contains("Reached from job tidy → captured \"tidied\" (SharingTest.java:"))
                .anyMatch(line -> line.contains("Reached from job count → captured \"counted\" (SharingTest.java:"));
    }

    /** The log of its start in development. */
    private static List<String> said(App app) {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try (Server _ = app.start("--port", "0", "--mode", "development")) {
            return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        } finally {
            root.detachAppender(log);
        }
    }
}
