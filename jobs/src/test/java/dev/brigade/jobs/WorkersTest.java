package dev.brigade.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.data.TestDatabase;
import dev.brigade.data.settings.DatabaseSettings;
import dev.brigade.threads.Activity;
import dev.brigade.web.App;
import dev.brigade.web.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs in a running server. */
class WorkersTest {
    record Bill(long order) {}

    record Seen(Activity.Kind kind, String name, String thread, boolean isVirtual) {}

    @ParameterizedTest
    @EnumSource
    void a_job_starts_right_after_the_commit_on_a_virtual_thread_of_its_own(TestDatabase database) throws Exception {
        DatabaseSettings settings = database.fresh();
        BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
        App app = App.named("kitchen").database(settings.url());
        Jobs jobs = Jobs.of(app);
        Job<Bill> bills = jobs.job("bill", Bill.class, (work, bill) -> {
            work.db().execute("insert into bill values (?)", bill.order());
            Thread thread = Thread.currentThread();
            seen.add(new Seen(work.activity().kind(), work.activity().name(), thread.getName(), thread.isVirtual()));
        });
        app.onStart(work -> work.db().execute("create table bill (order_id bigint)"));
        app.post("/orders", rq -> {
            bills.enqueue(rq, new Bill(42));
            return "";
        });
        try (Look look = new Look(settings);
                Server server = app.start("--port", "0", "--jobs.poll", "1h")) { // so nothing but the commit wakes it
            post(server, "/orders");
            Seen job = seen.poll(1, TimeUnit.MINUTES);
            assertThat(job).isNotNull();
            assertThat(job.kind()).isEqualTo(Activity.Kind.JOB);
            assertThat(job.name()).matches("bill #\\d+").isEqualTo(job.thread());
            assertThat(job.isVirtual()).isTrue();
            Eventually.holds("its row has gone", () -> look.count("brigade_jobs") == 0);
            assertThat(look.texts("select order_id from bill")).containsExactly("42");
        }
    }

    private static void post(Server server, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }
}
