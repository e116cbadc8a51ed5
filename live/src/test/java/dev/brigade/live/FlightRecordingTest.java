package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.data.Eventually;
import dev.brigade.threads.NamedLock;
import dev.brigade.web.App;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK's flight recorder gets of an application's threads. */
class FlightRecordingTest {
    private final App app = App.named("shop");
    private final CountDownLatch done = new CountDownLatch(1);

    @TempDir
    private Path folder;

    FlightRecordingTest() {
        app.live("/live");
        NamedLock stock = app.lock("stock");
        app.get("/holds", rq -> {
            rq.hold(stock);
            done.await();
            return "held";
        });
        app.get("/waits", rq -> {
            rq.hold(stock);
            return "then";
        });
    }

    private void waitOnce(Site site) throws Exception {
        CompletableFuture<HttpResponse<String>> holds = site.begins("/holds");
        site.stateWhen(
                "it holds",
                state -> !Site.thing(state, "lock", "stock").get("holders").isEmpty());
        CompletableFuture<HttpResponse<String>> waits = site.begins("/waits");
        site.stateWhen("one waits", state -> Site.is(state, "GET /waits", "WAITING_LOCK"));
        done.countDown();
        holds.get();
        waits.get();
    }

    private static void assertToldOfTheWait(List<RecordedEvent> events) {
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("dev.brigade.Activity"))
                .extracting(event ->
                        event.getString("activity").replaceAll(" #\\d+", "") + ": " + event.getString("outcome"))
                .contains("GET /holds: committed, 200", "GET /waits: committed, 200");
        RecordedEvent wait = events.stream()
                .filter(event -> event.getEventType().getName().equals("dev.brigade.Step")
                        && event.getString("what").equals("waits for lock \"stock\""))
                .findFirst()
                .orElseThrow();
        assertThat(wait.getString("activity")).startsWith("GET /waits #");
        assertThat(wait.getString("sort")).isEqualTo("wait");
        assertThat(wait.getString("detail")).startsWith("held by GET /holds #");
        assertThat(wait.getDuration("took")).isPositive();
        assertThat(wait.getInstant("began"))
                .isBefore(wait.getStartTime())
                .isAfter(wait.getStartTime().minus(Duration.ofMinutes(5)));
    }

    @Test
    void is_a_file_of_what_is_remembered_and_of_nothing_else() throws Exception {
        Path file = folder.resolve("shop.jfr");
        try (Site site = Site.of(app);
                Recording others = new Recording();
                HttpClient http = HttpClient.newHttpClient()) {
            others.enable("jdk.InitialEnvironmentVariable");
            others.start();
            waitOnce(site);
            HttpResponse<Path> answer = http.send(
                    HttpRequest.newBuilder(site.uri("/live/jfr")).build(), HttpResponse.BodyHandlers.ofFile(file));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events)
                .extracting(event -> event.getEventType().getName())
                .containsOnly("dev.brigade.Activity", "dev.brigade.Step");
        assertToldOfTheWait(events);
    }

    @Test
    void are_events_of_a_recording_that_runs_and_wants_them() throws Exception {
        Path file = folder.resolve("shop.jfr");
        try (Site site = Site.of(app);
                Recording recording = new Recording()) {
            recording.enable("dev.brigade.Activity");
            recording.enable("dev.brigade.Step");
            recording.start();
            waitOnce(site);
            Eventually.gives(
                    "both are written",
                    () -> {
                        recording.dump(file);
                        return RecordingFile.readAllEvents(file);
                    },
                    events -> events.stream()
                                    .filter(event ->
                                            event.getEventType().getName().equals("dev.brigade.Activity"))
                                    .count()
                            >= 2);
        }
        assertToldOfTheWait(RecordingFile.readAllEvents(file));
    }
}
