package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.engine.Engine;
import dev.brigade.web.engine.EngineHandler;
import dev.brigade.web.engine.Exchange;
import dev.brigade.web.engine.Fields;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A client that goes away at a chosen moment of its request: an engine made for the test says when. */
class ClientGoneTest {
    private final App app = App.named("test");
    private final List<String> seen = new ArrayList<>(); // by one request's thread at a time
    private final AtomicReference<Runnable> goAway = new AtomicReference<>();

    /** Says whether the client's going away reaches the thread that is at {@code place}. */
    private void clientGoesAwayAt(String place) {
        goAway.get().run();
        seen.add(place + (Thread.interrupted() ? " interrupted" : " not interrupted"));
    }

    private void get(String path) throws Exception {
        AtomicReference<EngineHandler> handler = new AtomicReference<>();
        app.engine((settings, ofApp) -> {
            handler.set(ofApp);
            return new Engine() {
                @Override
                public int port() {
                    return 1;
                }

                @Override
                public int stop(Duration grace) {
                    return 0;
                }
            };
        });
        try (Server server = app.start()) {
            LocalExchange exchange = new LocalExchange("GET", path, new Fields(), new byte[0]);
            exchange.answeredBy(local -> handler.get().handle(heard(local)));
        }
    }

    private Exchange heard(Exchange exchange) {
        return (Exchange) Proxy.newProxyInstance(
                Exchange.class.getClassLoader(), new Class<?>[] {Exchange.class}, (_, method, arguments) -> {
                    if (method.getName().equals("whenClientGone")) {
                        goAway.set((Runnable) arguments[0]);
                        return null;
                    }
                    try {
                        return method.invoke(exchange, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void interruptsTheHandler() throws Exception {
        app.get("/", rq -> {
            clientGoesAwayAt("handler");
            return "";
        });
        get("/");
        assertThat(seen).containsExactly("handler interrupted");
    }

    @Test
    void doesNotInterruptWhatComesAfterTheCommit() throws Exception {
        app.get("/", rq -> {
            rq.afterCommit(() -> clientGoesAwayAt("hook"));
            return "";
        });
        get("/");
        assertThat(seen).containsExactly("hook not interrupted");
    }

    @Test
    void interruptsAStreamAlsoIfItHappenedDuringTheCommit() throws Exception {
        app.get("/", rq -> {
            rq.afterCommit(() -> clientGoesAwayAt("hook"));
            return Response.stream(
                    "text/plain",
                    out -> seen.add("stream" + (Thread.interrupted() ? " interrupted" : " not interrupted")));
        });
        get("/");
        assertThat(seen).containsExactly("hook not interrupted", "stream interrupted");
    }

    @Test
    void whileItSendsWhatItWasAskedForIsNoFailureOfTheServer() throws Exception {
        app.post("/", rq -> rq.bodyBytes().length);
        app.get("/", rq -> "");
        try (LogLines log = new LogLines("brigade");
                Server server = app.start("--port", "0", "--requests.running", "1", "--requests.waiting", "0")) {
            try (Wire wire = new Wire(server.port())) {
                wire.sendRaw("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
                wire.until("100 Continue\r\n\r\n");
                wire.sendRaw("abc");
                wire.endSending();
                assertThat(wire.rest()).isEmpty(); // by then it has given up its place
            }
            assertThat(Wire.answer(server.port(), "GET", "/")).startsWith("HTTP/1.1 200 ");
            assertThat(log.with("ERROR")).isEmpty();
        }
    }
}
