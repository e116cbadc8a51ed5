package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.threads.Activity;
import dev.brigade.threads.Event;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of handlers to services elsewhere, here to a second application. */
class HttpCallTest {
    private final AtomicReference<Activity> caller = new AtomicReference<>();
    private final AtomicReference<Object> duringCall = new AtomicReference<>();
    private final Server service = service();
    private final App app = App.named("test");
    private final HttpClient http = app.http();

    /** Answers after it has looked at what its caller does. */
    private Server service() {
        App other = App.named("service");
        other.get("/price", rq -> {
            duringCall.set(caller.get().status());
            return "7";
        });
        return other.start("--port", "0");
    }

    @AfterEach
    void close() {
        http.close();
        service.close();
    }

    private HttpRequest price() {
        return HttpRequest.newBuilder(URI.create(service.url() + "/price?key=secret"))
                .build();
    }

    private List<Event.AtPoint> eventsAtService() {
        return caller.get().events().stream()
                .filter(Event.AtPoint.class::isInstance)
                .map(Event.AtPoint.class::cast)
                .filter(event -> event.at().kind() == MeetingPoint.Kind.SERVICE)
                .toList();
    }

    @Test
    void while_it_waits_for_the_answer_a_request_is_seen_to_wait_for_that_host() {
        app.get("/", rq -> {
            caller.set(Activity.current());
            return http.send(price(), BodyHandlers.ofString()).body();
        });
        try (Client client = app.client()) {
            assertThat(client.get("/").text()).isEqualTo("7");
        }
        assertThat(duringCall.get()).isInstanceOfSatisfying(dev.brigade.threads.Status.class, status -> {
            assertThat(status.state()).isEqualTo(State.WAITS_FOR_SERVICE);
            assertThat(status.at().map(MeetingPoint::name)).contains("localhost:" + service.port());
            assertThat(status.detail()).isEqualTo("GET " + service.url() + "/price");
        });
        assertThat(eventsAtService()).hasExactlyElementsOfTypes(Event.CallBegan.class, Event.CallEnded.class);
    }

    @Test
    void a_call_that_is_not_waited_for_has_a_beginning_only() {
        app.get("/", rq -> {
            caller.set(Activity.current());
            return http.sendAsync(price(), BodyHandlers.ofString())
                    .get(30, TimeUnit.SECONDS)
                    .body();
        });
        try (Client client = app.client()) {
            assertThat(client.get("/").text()).isEqualTo("7");
        }
        assertThat(duringCall.get())
                .isInstanceOfSatisfying(
                        dev.brigade.threads.Status.class,
                        status -> assertThat(status.state()).isEqualTo(State.RUNNING));
        assertThat(eventsAtService()).hasExactlyElementsOfTypes(Event.CallBegan.class);
    }

    @Test
    void a_call_that_fails_is_over_and_calls_of_one_host_meet_at_one_point() {
        app.get("/", rq -> {
            caller.set(Activity.current());
            service.close();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> http.send(price(), BodyHandlers.ofString()))
                        .isInstanceOf(IOException.class);
            }
            return Activity.current().status().state();
        });
        try (Client client = app.client()) {
            assertThat(client.get("/").text()).contains("RUNNING");
        }
        List<Event.AtPoint> events = eventsAtService();
        assertThat(events)
                .hasExactlyElementsOfTypes(
                        Event.CallBegan.class, Event.CallEnded.class, Event.CallBegan.class, Event.CallEnded.class);
        assertThat(events.getFirst().at()).isSameAs(events.getLast().at());
    }

    @Test
    void all_else_is_the_client_inside() {
        HttpClient inside = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(7))
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Runnable::run)
                .build();
        HttpClient seen = app.http(inside);

        assertThat(seen.connectTimeout()).contains(Duration.ofSeconds(7));
        assertThat(seen.followRedirects()).isEqualTo(HttpClient.Redirect.ALWAYS);
        assertThat(seen.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(seen.executor()).isEqualTo(inside.executor()).isPresent();
        assertThat(seen.sslContext()).isSameAs(inside.sslContext());
        seen.close();
        assertThat(inside.isTerminated()).isTrue();
        assertThat(seen.isTerminated()).isTrue();
    }

    @Test
    void no_method_of_the_jdks_client_is_left_out() {
        List<Method> methods = Arrays.stream(HttpClient.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .toList();
        assertThat(methods)
                .isNotEmpty()
                .allSatisfy(method -> assertThat(AnnouncingHttpClient.class.getDeclaredMethod(
                                method.getName(), method.getParameterTypes()))
                        .isNotNull());
    }
}
