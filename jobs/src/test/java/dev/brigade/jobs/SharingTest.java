package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.brigade.web.App;
import dev.brigade.web.Server;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A start in development says what threads share without a lock: not of jobs, which see to that themselves. */
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
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try (Server _ = app.start("--port", "0", "--mode", "development")) {
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.contains("is ready"))
                    .noneMatch(line -> line.contains("is shared by threads"));
        } finally {
            root.detachAppender(log);
        }
    }
}
