package dev.brigade.web;

import dev.brigade.threads.Activity;
import dev.brigade.threads.MeetingPoint;
import dev.brigade.threads.State;
import dev.brigade.threads.Status;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * An HTTP client of the JDK that announces its calls on the current {@link Activity}; all else it leaves to the client
 * inside. Safe from any thread, as that is: {@code services} is a concurrent map.
 */
final class AnnouncingHttpClient extends HttpClient {
    /** Addresses may come from outside; so many are remembered, those beyond are new points each time. */
    private static final int MOST_SERVICES = 1000;

    private final HttpClient client;
    private final Map<String, Service> services = new ConcurrentHashMap<>();

    AnnouncingHttpClient(HttpClient client) {
        this.client = client;
    }

    /** Who is called: a host, with its port if the address names one. Not a record: meeting points have identity. */
    private static final class Service implements MeetingPoint {
        private final String name;

        Service(String name) {
            this.name = name;
        }

        @Override
        public Kind kind() {
            return Kind.SERVICE;
        }

        @Override
        public String name() {
            return name;
        }
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        Activity me = Activity.current();
        Status before = me.enter(State.WAITS_FOR_SERVICE, service(request), asked(request));
        try {
            return client.send(request, handler);
        } finally {
            me.leave(before);
        }
    }

    /** Announces the beginning only: the end comes on another thread, which is not the activity's. */
    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        Activity.current().callBegan(service(request), asked(request));
        return client.sendAsync(request, handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler, HttpResponse.PushPromiseHandler<T> pushes) {
        Activity.current().callBegan(service(request), asked(request));
        return client.sendAsync(request, handler, pushes);
    }

    private Service service(HttpRequest request) {
        String address = address(request.uri());
        Service known = services.get(address);
        if (known != null) {
            return known;
        }
        return services.size() < MOST_SERVICES ? services.computeIfAbsent(address, Service::new) : new Service(address);
    }

    private static String address(URI uri) {
        return uri.getPort() < 0 ? String.valueOf(uri.getHost()) : uri.getHost() + ":" + uri.getPort();
    }

    /** Without user and query, in which secrets may be. */
    private static String asked(HttpRequest request) {
        URI uri = request.uri();
        return request.method() + " " + uri.getScheme() + "://" + address(uri) + uri.getRawPath();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }

    /** Announces nothing: a web socket is not one call. */
    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return client.newWebSocketBuilder();
    }

    @Override
    public void shutdown() {
        client.shutdown();
    }

    @Override
    public boolean awaitTermination(Duration duration) throws InterruptedException {
        return client.awaitTermination(duration);
    }

    @Override
    public boolean isTerminated() {
        return client.isTerminated();
    }

    @Override
    public void shutdownNow() {
        client.shutdownNow();
    }

    @Override
    public void close() {
        client.close();
    }
}
