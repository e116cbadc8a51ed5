package dev.brigade.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.App;
import dev.brigade.web.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An application that listens, and a client of it. */
record Site(Server server, HttpClient http) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** In development, where the metrics are open to this machine. */
    static Site of(App app, String... arguments) {
        return started(app, "development", arguments);
    }

    static Site inProduction(App app, String... arguments) {
        return started(app, "production", arguments);
    }

    private static Site started(App app, String mode, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--port", "0", "--mode", mode, "--access.log", "off"));
        all.addAll(List.of(arguments));
        return new Site(app.start(all.toArray(String[]::new)), HttpClient.newHttpClient());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What Prometheus would get. */
    Scraped scrape() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Scraped.of(answer.body());
    }

    /** Sends these bytes and returns all that comes. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
