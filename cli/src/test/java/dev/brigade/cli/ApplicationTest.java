package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.App;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationTest {
    @TempDir
    Path folder;

    @Test
    void the_only_class_with_an_app_method_is_the_application() throws Throwable {
        Application application = Application.in(classesOf("one"), Optional.empty());

        assertThat(application.className()).isEqualTo("dev.brigade.cli.apps.one.Shop");
        assertThat(application.create()).isInstanceOf(App.class);
    }

    @Test
    void a_static_factory_needs_no_instance() throws Throwable {
        assertThat(Application.in(classesOf("several"), Optional.of("Cinema")).create())
                .isInstanceOf(App.class);
    }

    @Test
    void several_applications_are_listed_with_the_option_that_chooses() {
        assertThatThrownBy(() -> Application.in(classesOf("several"), Optional.empty()))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "There are several applications: dev.brigade.cli.apps.several.Cinema$Matinee, dev.brigade.cli.apps.several.Cinema."
                                + " Choose one by its class: --app dev.brigade.cli.apps.several.Cinema$Matinee");
    }

    @Test
    void a_nested_class_is_chosen_by_its_simple_name_and_what_it_throws_comes_out_unwrapped() {
        Application matinee = Application.in(classesOf("several"), Optional.of("Matinee"));

        assertThatThrownBy(matinee::create)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no film");
    }

    @Test
    void a_name_that_no_application_has_lists_those_there_are() {
        assertThatThrownBy(() -> Application.in(classesOf("one"), Optional.of("Shed")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("No application is named Shed. There are: dev.brigade.cli.apps.one.Shop.");
    }

    @Test
    void a_folder_without_an_application_says_what_one_is() {
        assertThatThrownBy(() -> Application.in(classesOf("none"), Optional.empty()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("no class has a method App app() that returns dev.brigade.web.App");
    }

    @Test
    void an_application_that_can_not_be_made_says_how_it_could() {
        assertThatThrownBy(() -> Application.in(classesOf("unmakeable"), Optional.empty()))
                .isInstanceOf(UserMistake.class)
                .hasMessage("dev.brigade.cli.apps.unmakeable.Bank can't be made: make its method app() static,"
                        + " or give it a constructor without parameters.");
    }

    @Test
    void a_record_that_holds_an_application_is_none() throws Throwable {
        Application application = Application.in(classesOf("held"), Optional.empty());

        assertThat(application.className()).isEqualTo("dev.brigade.cli.apps.held.Shop");
        assertThat(application.create()).isInstanceOf(App.class);
    }

    @Test
    void a_compact_source_file_is_an_application() throws Exception {
        Path source = Files.writeString(folder.resolve("Hello.java"), """
                import dev.brigade.web.App;

                App app() { return App.named("hello"); }

                void main(String... args) { app().run(args); }
                """);
        int compiled =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString());

        assertThat(compiled).isZero();
        assertThat(Application.in(folder, Optional.empty())).isEqualTo(new Application("Hello"));
    }

    @Test
    void a_broken_class_file_is_named() throws Exception {
        Path broken = Files.writeString(folder.resolve("Broken.class"), "not a class");

        assertThatThrownBy(() -> Application.in(folder, Optional.empty()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(broken + " is not a class file");
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> Application.in(missing, Optional.empty()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(missing.toString());
    }

    private static Path classesOf(String application) {
        return Path.of("target/test-classes/dev/brigade/cli/apps", application);
    }
}
