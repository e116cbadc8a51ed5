package dev.brigade.web;

import dev.brigade.web.content.Json;
import dev.brigade.web.errors.HttpError;
import dev.brigade.web.routing.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the tests of an application have sent through {@link App#client} and was answered well, as examples for whoever wants to
 * send the like: in {@code target/brigade/examples-NAME.jsonl}, or below {@code build}, one as a JSON object in each line.
 */
public final class Examples {
    /** Of build tools, below which files are theirs to throw away. */
    private static final List<String> FOLDERS = List.of("target", "build");

    /** Apart, since it takes long to make and few need it. */
    private static final class Shared {
        static final Json JSON = new Json();
    }

    private Examples() {}

    /**
     * The file of an application, whether or not it is there; empty if the folder is not that of a project that has been built.
     *
     * @param project the folder with {@code target} or {@code build}
     */
    public static Optional<Path> file(Path project, String application) {
        return FOLDERS.stream()
                .map(project::resolve)
                .filter(Files::isDirectory)
                .map(folder -> folder.resolve("brigade").resolve("examples-" + application + ".jsonl"))
                .findFirst();
    }

    /** Which of {@code routes} would take a request; empty if none would. */
    public static Optional<Route> routeOf(List<Route> routes, Example example) {
        Router<Route> router = new Router<>();
        routes.forEach(route -> router.add(route.method(), route.pattern(), route));
        try {
            return router.find(example.method(), SentRequests.path(example.target()))
                            instanceof Router.Found<Route>(Route found, Map<String, Object> _)
                    ? Optional.of(found)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // remembered of a route that took it once
        }
    }

    /**
     * Those of a file, the latest first; none if it is not there.
     *
     * @throws IllegalArgumentException if a line is not as it should be, with its number
     * @throws UncheckedIOException if the file can't be read
     */
    public static List<Example> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Example> examples = new ArrayList<>();
        int number = 0;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                examples.add(Shared.JSON.read(line.getBytes(StandardCharsets.UTF_8), Example.class));
            }
        } catch (HttpError e) {
            throw new IllegalArgumentException(
                    file + ", line " + number + " is no example: " + e.detail()
                            + ". Delete the file; tests write it anew.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
        return examples;
    }

    static String json(Object value) {
        return new String(Shared.JSON.write(value), StandardCharsets.UTF_8);
    }
}
