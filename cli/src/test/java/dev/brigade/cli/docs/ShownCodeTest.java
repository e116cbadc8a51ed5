package dev.brigade.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows compiles: as statements, as members of a class, or as a whole file. */
class ShownCodeTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    /** Text in quotation marks, in which three dots are three dots. */
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"");

    static List<ShownCode> pieces() throws IOException {
        return ShownCode.in(CHECKOUT).stream()
                .filter(shown -> !shown.isFile())
                .filter(shown -> !shown.code().contains("theatre")) // Spring's, as a whole in examples/explore-spring
                .toList();
    }

    @Test
    void it_is_found() throws IOException {
        assertThat(pieces())
                .extracting(shown -> shown.file().toString())
                .contains("README.md", "docs/guide.md", "docs/explorer.md", "docs/live.md", "docs/metrics.md")
                .contains("web/src/main/java/dev/brigade/web/package-info.java")
                .contains(
                        "check/src/main/java/dev/brigade/check/Explore.java",
                        "threads/src/main/java/dev/brigade/threads/NamedLock.java");
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void a_piece_of_it_compiles(ShownCode shown, @TempDir Path classes) {
        List<String> told = new ArrayList<>();
        boolean compiles = sources(shown.code()).stream().anyMatch(source -> {
            String messages = compile(List.of(file("Example", source)), classes);
            told.add(messages);
            return messages.isEmpty();
        });
        assertThat(compiles).as("%s%n%s", shown.code(), told.getFirst()).isTrue();
    }

    @Test
    void the_files_of_a_project_compile_together(@TempDir Path classes) throws IOException {
        List<JavaFileObject> files = ShownCode.in(CHECKOUT).stream()
                .filter(ShownCode::isFile)
                .map(shown -> file(nameOf(shown.code()), shown.code()))
                .toList();
        assertThat(files).hasSizeGreaterThan(1);
        assertThat(compile(files, classes)).isEmpty();
    }

    /** What it may be meant as. */
    private static List<String> sources(String code) {
        String imports = code.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String rest = code.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        List<String> sources = new ArrayList<>();
        for (String end : List.of("", "return todo();")) {
            String whole = withoutDots(rest, end);
            sources.add(inExample(imports, Stage.MEMBERS + "void example() throws Exception {\n" + whole + "\n}\n"));
            sources.add(inExample(imports, Stage.withoutThoseIn(whole) + whole));
        }
        return sources;
    }

    private static String inExample(String imports, String members) {
        return Stage.IMPORTS + imports + "\nabstract class Example {\n" + members + "\n}\n";
    }

    /** Three dots stand for what the reader would write: a value, statements, or, before a brace, statements that end with {@code end}. */
    private static String withoutDots(String code, String end) {
        StringBuilder whole = new StringBuilder();
        Matcher quoted = QUOTED.matcher(code);
        int from = 0;
        while (quoted.find()) {
            whole.append(filled(code.substring(from, quoted.start()), end)).append(quoted.group());
            from = quoted.end();
        }
        return whole.append(filled(code.substring(from), end)).toString();
    }

    private static String filled(String code, String end) {
        return code.replaceAll("(-> |, )…(?=[),])", "$1todo()")
                .replaceAll("-> …", "-> todo()")
                .replaceAll("…;", "")
                .replaceAll("…(?=\\s*\\})", end)
                .replace("…", "");
    }

    private static String nameOf(String code) {
        Matcher named =
                Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)").matcher(code);
        assertThat(named.find()).isTrue();
        return named.group(1);
    }

    private static JavaFileObject file(String name, String source) {
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }

    /** What the compiler complains about. */
    private static String compile(List<JavaFileObject> files, Path classes) {
        StringWriter messages = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, List.of("-proc:none", "-nowarn", "-d", classes.toString()), null, files)
                .call();
        return compiled ? "" : messages + "\n";
    }
}
