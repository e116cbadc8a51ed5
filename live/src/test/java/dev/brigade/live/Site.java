package dev.brigade.live;

import dev.brigade.data.Eventually;
import dev.brigade.web.App;
import dev.brigade.web.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application that listens, and who calls it over sockets. */
final class Site implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Server server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Site(Server server) {
        this.server = server;
    }

    /** In development, with a database of its own. */
    static Site of(App app, String... settings) {
        return start(app, "development", settings);
    }

    static Site inProduction(App app, String... settings) {
        return start(app, "production", settings);
    }

    private static Site start(App app, String mode, String... settings) {
        List<String> all =
                new ArrayList<>(List.of("--port", "0", "--mode", mode, "--shared.audit", "off", "--access.log", "off"));
        all.addAll(Arrays.asList(settings));
        return new Site(app.start(all.toArray(String[]::new)));
    }

    /** A database in memory that nobody else has. */
    static String database() {
        return "jdbc:h2:mem:" + UUID.randomUUID();
    }

    Server server() {
        return server;
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + server.port() + path);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String... headers) throws Exception {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Sends a GET request that takes its time. */
    CompletableFuture<HttpResponse<String>> begins(String path) {
        return http.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a POST request that takes its time. */
    CompletableFuture<HttpResponse<String>> beginsPost(String path) {
        return http.sendAsync(
                request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode state() throws Exception {
        return json(get("/live/state").body());
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** The state, once it {@code fits}. */
    JsonNode stateWhen(String what, Predicate<JsonNode> fits) throws Exception {
        return Eventually.gives(what, this::state, fits);
    }

    /** The elements of an array of the state for which {@code fits}. */
    static List<JsonNode> in(JsonNode state, String array, Predicate<JsonNode> fits) {
        return StreamSupport.stream(state.get(array).spliterator(), false)
                .filter(fits)
                .toList();
    }

    /** The one activity whose name begins so, that has not ended; or nothing. */
    static List<JsonNode> running(JsonNode state, String label) {
        return in(
                state,
                "activities",
                one -> one.get("label").asString().equals(label)
                        && !one.get("state").asString().equals("ENDED"));
    }

    /** Whether one of that label is in such a state. */
    static boolean is(JsonNode state, String label, String doing) {
        return running(state, label).stream()
                .anyMatch(one -> one.get("state").asString().equals(doing));
    }

    static JsonNode thing(JsonNode state, String kind, String name) {
        return in(
                        state,
                        "things",
                        one -> one.get("kind").asString().equals(kind)
                                && one.get("name").asString().equals(name))
                .getFirst();
    }

    /** Listens to server-sent events. */
    Ear listen() throws Exception {
        HttpResponse<InputStream> response =
                http.send(request("/live/events").GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        return new Ear(response);
    }

    /** A browser that listens. */
    static final class Ear implements AutoCloseable {
        /** A server-sent event. */
        record Heard(String type, JsonNode data) {}

        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        private Ear(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        int status() {
            return response.statusCode();
        }

        /** The next event; heartbeats are passed over. */
        Heard next() throws IOException {
            String type = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring("data: ".length()));
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return new Heard(type, json(data.toString()));
                }
            }
            throw new IOException("The stream of events has ended");
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    @Override
    public void close() {
        server.close();
        http.close();
    }
}
