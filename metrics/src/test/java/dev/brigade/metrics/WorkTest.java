package dev.brigade.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.jobs.Job;
import dev.brigade.jobs.Jobs;
import dev.brigade.threads.BoundedQueue;
import dev.brigade.web.App;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of work that is no request. */
class WorkTest {
    record Bill(long order) {}

    @Test
    void items_that_are_done_that_fail_and_that_are_tried_again() throws Exception {
        App app = App.named("shop");
        BoundedQueue<String> pass = app.queue("pass", String.class, 10);
        app.consume(pass, 2, (work, item) -> {
                    if (item.equals("burnt")) {
                        throw new IllegalStateException("burnt, for a test");
                    }
                })
                .retries(2, Duration.ofMillis(1));
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app)) {
            pass.put("quiche");
            pass.put("burnt");
            pass.put("lasagne");
            Eventually.holds(
                    "all are done", () -> site.scrape().sum("brigade_consumer_items_total", "queue", "pass") == 3);
            Scraped scraped = site.scrape();
            assertThat(scraped.value("brigade_consumer_taken_total", "queue", "pass"))
                    .isEqualTo(3);
            assertThat(scraped.value("brigade_consumer_items_total", "queue", "pass", "result", "succeeded"))
                    .isEqualTo(2);
            assertThat(scraped.value("brigade_consumer_items_total", "queue", "pass", "result", "failed"))
                    .isEqualTo(1);
            double retries = scraped.value("brigade_consumer_retries_total", "queue", "pass");
            assertThat(retries).isPositive();
            assertThat(scraped.value("brigade_consumer_threads", "queue", "pass"))
                    .isEqualTo(2);
            String work = "brigade_work_seconds_count";
            assertThat(scraped.value(work, "kind", "consumer", "name", "pass", "outcome", "committed"))
                    .isEqualTo(2);
            assertThat(scraped.value(work, "kind", "consumer", "name", "pass", "outcome", "failed"))
                    .isEqualTo(1 + retries);
        }
    }

    @ParameterizedTest
    @EnumSource
    void jobs_that_run_are_due_and_have_failed(TestDatabase database) throws Exception {
        App app = App.named("shop").database(database.fresh().url());
        Jobs jobs = Jobs.of(app);
        CountDownLatch goOn = new CountDownLatch(1);
        Job<Bill> bills = jobs.job("bill", Bill.class, (work, bill) -> goOn.await());
        Job<Bill> mails = jobs.job("mail", Bill.class, (work, bill) -> {
                    throw new IllegalStateException("no mail, for a test");
                })
                .attempts(1);
        app.onStart(work -> {
            mails.enqueue(work, new Bill(0), Instant.now().minusSeconds(3600));
            for (int i = 1; i <= 4; i++) {
                bills.enqueue(work, new Bill(i), Instant.now().minusSeconds(60));
            }
        });
        Metrics.at(app, "/metrics");
        try (Site site = Site.of(app, "--jobs.workers", "1")) {
            Eventually.holds("one runs", () -> site.scrape().value("brigade_jobs_running", "job", "bill") == 1);
            Eventually.holds("the others are due", () -> site.scrape().value("brigade_jobs_due", "job", "bill") == 3);
            Scraped scraped = site.scrape();
            assertThat(scraped.value("brigade_jobs_workers")).isEqualTo(1);
            assertThat(scraped.value("brigade_jobs_due_age_seconds", "job", "bill"))
                    .isBetween(59.0, 3000.0);
            assertThat(scraped.value("brigade_jobs_due", "job", "mail")).isZero();
            assertThat(scraped.value("brigade_jobs_failed", "job", "mail")).isEqualTo(1);
            assertThat(scraped.value("brigade_jobs_due", "job", "_OTHER")).isZero();
            assertThat(scraped.value("brigade_work_seconds_count", "kind", "job", "name", "mail", "outcome", "failed"))
                    .isEqualTo(1);

            goOn.countDown();
            Eventually.holds(
                    "all are done",
                    () -> site.scrape().sum("brigade_work_seconds_count", "name", "bill", "outcome", "committed") == 4);
        }
    }
}
