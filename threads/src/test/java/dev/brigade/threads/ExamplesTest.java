package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in the documentation of this module compile, as the body of a method. */
class ExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern SNIPPET =
            Pattern.compile("\\{@snippet :\\R(.*?)\\R \\* }\\R(?= \\*(/|\\R| @))", Pattern.DOTALL);

    record Example(Path file, int number, String code) {
        @Override
        public String toString() {
            return file.getFileName() + " " + number;
        }
    }

    static List<Example> examples() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .flatMap(ExamplesTest::examples)
                    .toList();
        }
    }

    private static Stream<Example> examples(Path file) {
        try {
            Matcher snippets = SNIPPET.matcher(Files.readString(file));
            return snippets.results()
                    .map(snippet ->
                            new Example(file, snippet.start(), snippet.group(1).replaceAll("(?m)^ \\* ?", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void areFound() throws IOException {
        assertThat(examples())
                .extracting(example -> example.file().getFileName().toString())
                .contains(
                        "BoundedQueue.java",
                        "KeyedLocks.java",
                        "MeetingPoint.java",
                        "NamedLock.java",
                        "NamedReadWriteLock.java",
                        "NamedSemaphore.java",
                        "Recorder.java",
                        "Shared.java");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void compiles(Example example, @TempDir Path classes) {
        String source =
                "import dev.brigade.threads.*;import dev.brigade.threads.guard.*;\n class Example { void example() throws Exception {\n"
                        + example.code() + "\n} }\n";
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter messages = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        messages,
                        null,
                        null,
                        List.of("-Xlint:all", "-Werror", "-proc:none", "-d", classes.toString()),
                        null,
                        List.of(file))
                .call();

        assertThat(compiled).as("%s%n%s", messages, source).isTrue();
    }
}
