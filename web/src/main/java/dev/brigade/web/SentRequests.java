package dev.brigade.web;

import dev.brigade.web.engine.Fields;
import dev.brigade.web.routing.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers requests that a client has sent and that were answered well, and adds them to a file: {@link Examples}. So many of
 * each route that one test which sends thousands does not push out what others have sent.
 *
 * <p>Safe from any thread: what is remembered is guarded by this. The file is changed under {@link #FILES} within a process, and
 * by one process at a time under a lock on a file beside it; who reads sees the old one or the new one, since it is moved there whole.
 */
final class SentRequests {
    private static final Logger LOG = LoggerFactory.getLogger("brigade");
    private static final ReentrantLock FILES = new ReentrantLock();
    private static final int MOST = 200;
    private static final int MOST_OF_A_ROUTE = 20;
    private static final int LONGEST_BODY = 4096;
    /** They say who sends a request; without them it would be refused when it is sent again. */
    private static final List<String> HEADERS = List.of("Authorization", "Cookie");

    private final Path file;
    private final Router<CompiledRoute> router;
    private final Map<Example, Example> seen = new LinkedHashMap<>(); // by what each asks for; guarded by this
    private final Map<String, Integer> ofRoute = new HashMap<>(); // guarded by this

    SentRequests(Path file, Router<CompiledRoute> router) {
        this.file = file;
        this.router = router;
    }

    void answered(String method, String target, Fields headers, byte[] body, int status) {
        if (status >= 400 || body.length > LONGEST_BODY) {
            return;
        }
        Optional<String> text = text(body);
        if (text.isEmpty()) {
            return;
        }
        String contentType =
                body.length == 0 ? "" : headers.first("Content-Type").orElse("");
        Example example = new Example(method, target, contentType, text.get(), kept(headers));
        synchronized (this) {
            if (seen.size() < MOST && !seen.containsKey(asked(example))) {
                String route = route(example);
                if (ofRoute.merge(route, 1, Integer::sum) <= MOST_OF_A_ROUTE) {
                    seen.put(asked(example), example);
                }
            }
        }
    }

    private static Map<String, String> kept(Fields headers) {
        Map<String, String> kept = new TreeMap<>();
        for (String name : HEADERS) {
            headers.first(name).ifPresent(value -> kept.put(name, value));
        }
        return kept;
    }

    /** What it asks for, whoever asks: sessions differ from test to test, and one of them is enough. */
    private static Example asked(Example example) {
        return new Example(example.method(), example.target(), example.contentType(), example.body());
    }

    private String route(Example example) {
        return switch (router.find(example.method(), path(example.target()))) {
            case Router.Found<CompiledRoute> found -> found.target().name();
            case Router.WrongMethod<CompiledRoute> _, Router.NoPath<CompiledRoute> _ -> "";
        };
    }

    static String path(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    /** Adds them to the file. What goes wrong is said in the log: no test shall fail because of it. */
    void write() {
        Map<Example, Example> mine;
        synchronized (this) {
            mine = new LinkedHashMap<>(seen);
        }
        if (mine.isEmpty()) {
            return;
        }
        FILES.lock();
        try {
            Files.createDirectories(file.resolveSibling("."));
            try (FileChannel guard = FileChannel.open(
                            file.resolveSibling(file.getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    var _ = guard.lock()) {
                merge(mine);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Requests of tests could not be remembered in {}: {}", file, e.toString());
        } finally {
            FILES.unlock();
        }
    }

    private void merge(Map<Example, Example> mine) throws IOException {
        List<Example> before = before();
        if (before.containsAll(mine.values())) {
            return;
        }
        before.forEach(one -> mine.putIfAbsent(asked(one), one));
        String lines = mine.values().stream()
                .limit(MOST)
                .map(one -> Examples.json(one) + "\n")
                .collect(Collectors.joining());
        Path made = Files.createTempFile(file.toAbsolutePath().getParent(), "examples", ".tmp");
        Files.writeString(made, lines);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<Example> before() {
        try {
            return Examples.read(file);
        } catch (IllegalArgumentException e) {
            LOG.warn("What was there is given up: {}", e.getMessage());
            return List.of();
        }
    }
}
