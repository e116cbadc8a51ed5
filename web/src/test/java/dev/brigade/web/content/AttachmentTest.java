package dev.brigade.web.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of files that people have given, in a header. */
class AttachmentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "menu 2026.pdf   | filename=\"menu 2026.pdf\"",
                "Speisen für €.pdf | filename=\"Speisen f_r _.pdf\"; filename*=UTF-8''Speisen%20f%C3%BCr%20%E2%82%AC.pdf",
                "a\"; x=\"y.sh    | filename=\"a_; x=_y.sh\"; filename*=UTF-8''a%22%3B%20x%3D%22y.sh",
                "100%.txt        | filename=\"100_.txt\"; filename*=UTF-8''100%25.txt",
                "../etc/passwd   | filename=\".._etc_passwd\""
            })
    void any_name_is_one_value_that_old_clients_understand_too(String name, String value) {
        assertThat(Attachment.named(name)).isEqualTo("attachment; " + value);
    }

    @ParameterizedTest
    @CsvSource({"'a\r\nSet-Cookie: x', a__Set-Cookie: x", "'a\tb', a_b"})
    void none_is_a_line_of_its_own(String name, String shown) {
        assertThat(Attachment.named(name.translateEscapes())).isEqualTo("attachment; filename=\"" + shown + "\"");
    }
}
