package dev.brigade.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of Java that the documentation shows.
 *
 * @param file in the checkout
 * @param line where it begins
 */
record ShownCode(Path file, int line, String code) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```java\\R(.*?)^ *```");
    private static final String SNIPPET = "{@snippet :";

    /** All of it. */
    static List<ShownCode> in(Path checkout) throws IOException {
        try (Stream<Path> pages = Files.list(checkout.resolve("docs"));
                Stream<Path> sources = Stream.of("threads", "data", "web", "live", "check", "jobs", "metrics")
                        .map(module -> checkout.resolve(module).resolve("src/main/java"))
                        .filter(Files::isDirectory)
                        .flatMap(ShownCode::below)) {
            return Stream.concat(Stream.concat(Stream.of(checkout.resolve("README.md")), pages), sources)
                    .sorted()
                    .flatMap(file -> of(checkout, file))
                    .toList();
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<ShownCode> of(Path checkout, Path file) {
        String name = file.toString();
        Path shown = checkout.relativize(file);
        if (name.endsWith(".md")) {
            String text = read(file);
            return FENCE.matcher(text)
                    .results()
                    .map(found -> new ShownCode(shown, line(text, found.start()), found.group(2)));
        }
        return name.endsWith(".java") ? snippets(shown, read(file)) : Stream.empty();
    }

    private static Stream<ShownCode> snippets(Path file, String text) {
        List<ShownCode> found = new ArrayList<>();
        for (int at = text.indexOf(SNIPPET); at >= 0; at = text.indexOf(SNIPPET, at + 1)) {
            int begin = text.indexOf('\n', at) + 1;
            int end = text.lastIndexOf('\n', closing(text, at));
            String code = text.substring(begin, end).replaceAll("(?m)^ *\\* ?", "");
            found.add(new ShownCode(file, line(text, begin), code));
        }
        return found.stream();
    }

    /** Where the brace at {@code open} is closed. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            char c = text.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("A snippet without end");
    }

    private static int line(String text, int at) {
        return (int) text.substring(0, at).lines().count() + 1;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is a whole file. */
    boolean isFile() {
        return code.startsWith("package ");
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
