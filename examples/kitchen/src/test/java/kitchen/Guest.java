package kitchen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who speaks HTTP with a kitchen, over sockets. Safe from any thread. */
final class Guest implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String kitchen;

    /** @param port of a kitchen on this machine */
    Guest(int port) {
        this.kitchen = "http://localhost:" + port;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> orders(String dish, int portions) {
        return post("/orders", dish, portions);
    }

    HttpResponse<String> post(String path, String dish, int portions) {
        String body = JSON.writeValueAsString(new NewOrder(dish, portions));
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Orders one portion, which has to be possible, and returns the order. */
    Order ordersOne(String dish) {
        HttpResponse<String> answer = orders(dish, 1);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readValue(answer.body(), Order.class);
    }

    Order order(long id) {
        HttpResponse<String> answer = get("/orders/" + id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readValue(answer.body(), Order.class);
    }

    int portions(String dish) {
        return JSON.readValue(get("/pantry/" + dish).body(), Dish.class).portions();
    }

    /** Waits until an order is in a state. */
    void sees(long id, Order.State state) {
        Until.seen("order " + id + " is " + state, () -> order(id), order -> order.state() == state);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(kitchen + path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
