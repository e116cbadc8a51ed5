package dev.brigade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.App;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets to see the page. */
class DoorTest {
    private static final List<String> ALL = List.of("/live", "/live/state", "/live/events", "/live/lesson");

    @Test
    void is_open_in_development() throws Exception {
        App app = App.named("shop");
        app.live("/live");
        try (Site site = Site.of(app)) {
            assertThat(site.get("/live").statusCode()).isEqualTo(200);
            assertThat(site.get("/live/state").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void is_not_there_in_production_unless_somebody_is_allowed() throws Exception {
        App app = App.named("shop");
        app.live("/live");
        try (Site site = Site.inProduction(app)) {
            for (String path : ALL) {
                assertThat(site.get(path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(site.post("/live/cancel/1").statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "development"})
    void lets_in_only_those_who_are_allowed(String mode) throws Exception {
        App app = App.named("shop");
        app.live("/live").allow(rq -> rq.header("Authorization").equals(Optional.of("Bearer staff")));
        try (Site site = mode.equals("production") ? Site.inProduction(app) : Site.of(app)) {
            for (String path : ALL) {
                assertThat(site.get(path).statusCode()).as(path).isEqualTo(403);
            }
            assertThat(site.post("/live/cancel/1").statusCode()).isEqualTo(403);
            assertThat(site.get("/live/state", "Authorization", "Bearer staff").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tells_browsers_to_load_nothing_from_elsewhere_and_to_keep_nothing() throws Exception {
        App app = App.named("shop");
        app.live("/live");
        try (Site site = Site.of(app)) {
            for (String path : List.of("/live", "/live/state")) {
                HttpResponse<String> answer = site.get(path);
                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .get()
                        .asString()
                        .startsWith("default-src 'self';")
                        .doesNotContain("unsafe");
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
                assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            }
            assertThat(site.get("/live").body())
                    .doesNotContainPattern("<script>|<script [^>]*>[^<]|\\son[a-z]+=|style=|javascript:");
        }
    }

    @Test
    void is_not_read_by_pages_of_other_origins_whatever_the_application_lets_them_read() throws Exception {
        App app = App.named("shop");
        app.cors("*");
        app.get("/menu", rq -> "soup");
        app.live("/live");
        app.health("/health");
        try (Site site = Site.of(app)) {
            assertThat(allowedFor(site, "/menu")).contains("*");
            for (String path : List.of("/live", "/live/state", "/live/trace", "/live/assets/nothing.js", "/health")) {
                assertThat(allowedFor(site, path)).as(path).isEmpty();
            }
        }
    }

    private static Optional<String> allowedFor(Site site, String path) throws Exception {
        return site.get(path, "Origin", "https://evil.example").headers().firstValue("Access-Control-Allow-Origin");
    }

    private static String statusFor(Site site, String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), site.server().port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("GET /live/state HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void in_development_is_only_for_browsers_that_were_told_to_go_to_this_machine() throws Exception {
        App app = App.named("shop");
        app.live("/live").allow(rq -> true);
        try (Site site = Site.of(app)) {
            for (String host :
                    List.of("localhost", "LOCALHOST:8080", "127.0.0.1:80", "127.1.2.3", "[::1]:8080", "[::1]")) {
                assertThat(statusFor(site, host)).as(host).startsWith("HTTP/1.1 200 ");
            }
            for (String host :
                    List.of("evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.nip.io")) {
                assertThat(statusFor(site, host))
                        .as(host)
                        .startsWith("HTTP/1.1 403 ")
                        .contains("Open it as http://localhost");
            }
        }
    }

    @Test
    void in_development_may_be_opened_by_the_name_that_is_the_host_setting() throws Exception {
        App app = App.named("shop");
        app.live("/live");
        try (Site site = Site.of(app, "--host", "0.0.0.0")) {
            assertThat(statusFor(site, "0.0.0.0:80")).startsWith("HTTP/1.1 200 ");
            assertThat(statusFor(site, "build.local"))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("--host build.local");
        }
    }

    @Test
    void in_production_is_for_whom_the_application_allows_by_any_name() throws Exception {
        App app = App.named("shop");
        app.live("/live").allow(rq -> true);
        try (Site site = Site.inProduction(app)) {
            assertThat(statusFor(site, "shop.example")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void gives_no_file_from_beside_its_own() throws Exception {
        App app = App.named("shop");
        app.live("/live");
        try (Site site = Site.of(app)) {
            for (String name : List.of(
                    "../index.html",
                    "..%2findex.html",
                    "%2e%2e/index.html",
                    "nothing.js",
                    "../../ServedPage.class",
                    "x.class",
                    "/etc/passwd.json")) {
                assertThat(site.get("/live/assets/" + name).statusCode())
                        .as(name)
                        .isIn(400, 404);
            }
        }
    }

    @Test
    void a_name_of_thousands_of_folders_is_that_of_no_file() throws Exception {
        App app = App.named("shop");
        app.live("/live");
        try (Site site = Site.of(app)) {
            int status =
                    site.get("/live/assets/" + "a/".repeat(10_000) + "a.js").statusCode();
            assertThat(status).isEqualTo(404);
        }
    }

    @Test
    void may_be_mounted_at_the_root_of_nothing_else() throws Exception {
        App app = App.named("shop");
        app.live("/");
        try (Site site = Site.of(app)) {
            assertThat(site.get("/state").statusCode()).isEqualTo(200);
            assertThat(site.get("/").body()).contains("<base href=\"/\">");
        }
    }

    @Test
    void is_none_of_the_routes_that_tools_look_at() {
        App app = App.named("shop");
        app.live("/live");

        assertThat(app.routes()).isEmpty();
    }
}
