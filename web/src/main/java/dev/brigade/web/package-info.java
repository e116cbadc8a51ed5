/**
 * Web applications: {@link dev.brigade.web.App} is where to begin. Enters: routes and handlers of an application, requests
 * of an engine; leaves: answers. Every request runs on a thread of its own, with a connection and a transaction of its own.
 *
 * {@snippet :
 * App app() {
 *     var app = App.named("greeter");
 *     app.get("/hello/{name}", rq -> "Hello, " + rq.path("name") + "!");
 *     return app;
 * }
 *
 * void main(String... args) {
 *     app().run(args);
 * }
 * }
 *
 * <p>What an application declares is put together once, by {@code Assembly}, into {@code Wiring}. A request goes through {@code
 * Dispatcher}, which finds its route, {@code RequestRun}, which runs the handler and commits, again if need be, and {@code Sending}.
 * {@code OwnWork} is what runs beside the requests.
 */
@NullMarked
package dev.brigade.web;

import org.jspecify.annotations.NullMarked;
