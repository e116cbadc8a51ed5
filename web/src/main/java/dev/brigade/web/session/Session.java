package dev.brigade.web.session;

import java.util.Optional;
import java.util.Set;

/**
 * What an application remembers of a client from one request to the next: small values by name. It travels in a signed cookie, which its
 * owner can read and nobody can change; so what is secret or large belongs into the database, and its key into here.
 *
 * <p>Confined to the request's thread: each request has its own copy, as it arrived, and so has each run of a request that runs again after
 * a conflict. What a handler changes takes effect if its transaction commits, and not otherwise. Of two requests of a client at once, the
 * one that is answered last wins with all its values: count and book in the database.
 *
 * <p>Once the answer is ready, in hooks and in streams, it can be read and no more be changed.
 *
 * {@snippet :
 * app.sessions();
 * app.post("/sign-in", rq -> {
 *     rq.session().put("user", rq.body(SignIn.class).name());
 *     rq.flash("Welcome back");
 *     return Response.redirect("/");
 * });
 * app.get("/", rq -> "You are " + rq.session().get("user").orElse("a guest"));
 * }
 */
public interface Session {

    /** The value of that name: a text as it is, anything else as JSON. */
    Optional<String> get(String name);

    /**
     * The value of that name, as {@code type}; empty if there is none, or if it is of another type, as it may be when another version of the
     * application has put it. What is returned is a copy: put it back if you change it.
     */
    <T> Optional<T> get(String name, Class<T> type);

    /**
     * Puts a value, in place of any of that name.
     *
     * @param value what can be written as JSON: a text, a number, a record, a list …; it is copied here
     * @throws IllegalStateException if the answer is ready
     */
    Session put(String name, Object value);

    /**
     * Removes a value, if it is there.
     *
     * @throws IllegalStateException if the answer is ready
     */
    Session remove(String name);

    /**
     * Removes all values, as when somebody signs out. Messages that wait to be shown stay.
     *
     * @throws IllegalStateException if the answer is ready
     */
    Session clear();

    /** The names of its values. */
    Set<String> names();
}
