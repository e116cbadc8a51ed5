package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms with files, from a client to a handler. */
class UploadTest {
    record Dish(String name, int portions) {}

    private final Client client = app().client();

    @AfterEach
    void close() {
        client.close();
    }

    private static App app() {
        App app = App.named("uploads");
        app.post("/dishes", rq -> {
            Dish dish = rq.body(Dish.class);
            return dish.name() + " for " + dish.portions() + ", "
                    + rq.file("photo")
                            .map(photo -> photo.fileName() + " of " + photo.type() + ": "
                                    + new String(photo.bytes(), StandardCharsets.UTF_8))
                            .orElse("no photo");
        });
        app.post(
                "/files",
                rq -> rq.files("file").stream().map(UploadedFile::toString).toList());
        app.post("/name", rq -> rq.required("name"));
        return app;
    }

    private static UploadedFile file(String field, String name, String content) {
        return UploadedFile.of(field, name, "image/png", content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_handler_reads_fields_into_a_record_and_files_by_their_names() {
        Map<String, String> fields = Map.of("name", "crêpe", "portions", "2");
        assertThat(client.postForm("/dishes", fields, file("photo", "a.png", "pixels"))
                        .text())
                .isEqualTo("crêpe for 2, a.png of image/png: pixels");
        assertThat(client.postForm("/dishes", fields, new UploadedFile[0]).text())
                .isEqualTo("crêpe for 2, no photo");
        assertThat(client.postForm("/dishes", fields).text()).isEqualTo("crêpe for 2, no photo");
        assertThat(client.postForm("/dishes", Map.of("name", "crêpe", "portions", "x"), file("photo", "a", ""))
                        .status())
                .isEqualTo(422);
        assertThat(client.postForm("/name", Map.of("name", "crêpe"), file("photo", "a", ""))
                        .text())
                .isEqualTo("crêpe");
    }

    @Test
    void there_may_be_several_files_of_a_field() {
        assertThat(client.postForm(
                                "/files", Map.of(), file("file", "a", "1"), file("file", "b", ""), file("x", "c", ""))
                        .jsonList(String.class))
                .isEqualTo(List.of("a (1 bytes)", "b (0 bytes)"));
    }

    @Test
    void a_body_that_is_no_form_has_no_files() {
        assertThat(client.post("/files", List.of()).status()).isEqualTo(415);
        assertThat(client.send(
                                "POST",
                                "/files",
                                Map.of("Content-Type", "multipart/form-data; boundary=x"),
                                "--y--".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "photo.png, photo.png",
        "../../etc/passwd, passwd",
        "'C:\\fakepath\\photo.png', photo.png",
        "'evil\u202Egnp.exe', evilgnp.exe",
        "'a\u0000b\u0007.png', ab.png",
        "'  ', unnamed",
        "a/.., unnamed",
        "/, unnamed"
    })
    void the_name_of_a_file_is_a_word_and_no_path(String sent, String name) {
        assertThat(file("file", unicode(sent), "").fileName()).isEqualTo(name);
    }

    /** JUnit takes escapes as they are. */
    private static String unicode(String text) {
        return text.replace("\\u202E", "\u202e")
                .replace("\\u0000", "\0")
                .replace("\\u0007", Character.toString(7))
                .replace("\\\\", "\\");
    }

    @Test
    void a_name_that_is_long_is_cut() {
        assertThat(file("file", "é".repeat(1000), "").fileName()).hasSize(255);
    }
}
