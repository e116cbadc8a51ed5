package dev.brigade.web.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.web.errors.BadRequest;
import dev.brigade.web.errors.ContentTooLarge;
import dev.brigade.web.errors.HttpError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=XX";

    private static List<Multipart.Part> parse(String type, String body) {
        return Multipart.parse(body.getBytes(StandardCharsets.UTF_8), type);
    }

    private static String part(String disposition, String content) {
        return "--XX\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void fields_and_files_come_in_their_order() {
        List<Multipart.Part> parts = parse(
                TYPE,
                part("form-data; name=\"dish\"", "crêpe")
                        + "--XX\r\ncontent-type: image/png\r\ncontent-disposition: form-data; name=photo; filename=\"a b.png\"\r\n\r\n"
                        + "\r\n--X\r\n--\r\n"
                        + part("form-data; name=\"empty\"; filename=\"\"", "")
                        + "--XX--\r\n");
        assertThat(parts).extracting(Multipart.Part::name).containsExactly("dish", "photo", "empty");
        assertThat(parts)
                .extracting(Multipart.Part::fileName)
                .containsExactly(Optional.empty(), Optional.of("a b.png"), Optional.of(""));
        assertThat(parts).extracting(Multipart.Part::text).containsExactly("crêpe", "\r\n--X\r\n--", "");
        assertThat(parts.get(1).type()).isEqualTo("image/png");
    }

    @Test
    void names_are_read_as_browsers_and_curl_write_them() {
        List<Multipart.Part> parts = parse(
                "multipart/form-data; charset=utf-8; boundary=\"XX\"",
                part("form-data; name=\"a%22b%0D%0A%41\"; filename=\"x\\\"y\\\\z.txt\"", "")
                        + part("form-data; filename=\"C:\\fakepath\\é;=.txt\" ; name=\"n\"", "")
                        + "--XX--");
        assertThat(parts.get(0).name()).isEqualTo("a\"b\r\n%41");
        assertThat(parts.get(0).fileName()).contains("x\"y\\z.txt");
        assertThat(parts.get(1).fileName()).contains("C:\\fakepath\\é;=.txt");
    }

    @Test
    void a_file_name_in_two_ways_is_the_one_that_browsers_write() {
        assertThat(parse(TYPE, part("form-data; name=a; filename=b.png; filename*=utf-8''c.png", "x") + "--XX--"))
                .singleElement()
                .extracting(Multipart.Part::fileName)
                .isEqualTo(Optional.of("b.png"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--XX",
                "--XX\r\n",
                "--XX-",
                "--XX--more",
                "--XX--\r\nmore",
                "\r\n--XX--\r\n",
                "preamble\r\n--XX--\r\n",
                "--XXY--\r\n",
                "--XX\r\n\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nx",
                "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--XX",
                "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--XXtra\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n--XX--",
                "--XX\nContent-Disposition: form-data; name=a\n\nx\n--XX--",
                "--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--",
                "--XX\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nx\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=a; filename*=utf-8''%C3%A4.png\r\n\r\nx\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"a\"b\r\n\r\nx\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\nx\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=a\r\n folded: b\r\n\rx\r\n--XX--"
            })
    void what_is_not_of_that_form_is_refused(String body) {
        assertThatThrownBy(() -> parse(TYPE, body)).isInstanceOf(BadRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"a",
                "multipart/form-data; boundary=a; boundary=b",
                "multipart/form-data; boundary=aé",
                "multipart/form-data; boundary=a\tb",
                "multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789X"
            })
    void a_boundary_that_is_none_is_refused(String type) {
        assertThatThrownBy(() -> parse(type, "--a--")).isInstanceOf(BadRequest.class);
    }

    @Test
    void there_are_limits() {
        String one = part("form-data; name=a", "");
        assertThat(parse(TYPE, one.repeat(1000) + "--XX--")).hasSize(1000);
        assertThatThrownBy(() -> parse(TYPE, one.repeat(1001) + "--XX--")).isInstanceOf(ContentTooLarge.class);
        String longName = "form-data; name=" + "a".repeat(9000);
        assertThatThrownBy(() -> parse(TYPE, part(longName, "") + "--XX--")).isInstanceOf(BadRequest.class);
        String headers = "";
        for (int i = 0; i < 20; i++) {
            headers += "X-" + i + ": y\r\n";
        }
        String many = "--XX\r\n" + headers + "Content-Disposition: form-data; name=a\r\n\r\n\r\n--XX--";
        assertThatThrownBy(() -> parse(TYPE, many)).isInstanceOf(BadRequest.class);
    }

    /** Bytes of which boundaries and line ends are made, most often. */
    private static byte[] content(Random random, String boundary) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] pieces = {"\r", "\n", "\r\n", "--", "-", "\r\n--", boundary, "--" + boundary, "\0", "é"};
        for (int i = random.nextInt(8); i > 0; i--) {
            if (random.nextBoolean()) {
                out.writeBytes(pieces[random.nextInt(pieces.length)].getBytes(StandardCharsets.UTF_8));
            } else {
                byte[] bytes = new byte[random.nextInt(5)];
                random.nextBytes(bytes);
                out.writeBytes(bytes);
            }
        }
        return out.toByteArray();
    }

    private static boolean contains(byte[] whole, byte[] part) {
        return new String(whole, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    @Test
    void any_content_comes_as_it_was_sent() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            String boundary = "b".repeat(1 + random.nextInt(3)) + "-".repeat(random.nextInt(2));
            byte[] delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
            List<byte[]> sent = new ArrayList<>();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int i = random.nextInt(4); i > 0; i--) {
                byte[] content = content(random, boundary);
                byte[] within = ("\r\n" + new String(content, StandardCharsets.ISO_8859_1) + "\r\n--")
                        .getBytes(StandardCharsets.ISO_8859_1);
                if (!contains(within, delimiter)) { // a client chooses its boundary so
                    sent.add(content);
                    body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=n; filename=f\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    body.writeBytes(content);
                    body.writeBytes(new byte[] {'\r', '\n'});
                }
            }
            body.writeBytes(("--" + boundary + "--").getBytes(StandardCharsets.US_ASCII));
            List<Multipart.Part> parts =
                    Multipart.parse(body.toByteArray(), "multipart/form-data; boundary=\"" + boundary + "\"");
            assertThat(parts).as("round %s", round).hasSize(sent.size());
            for (int i = 0; i < sent.size(); i++) {
                byte[] got = new byte[parts.get(i).content().remaining()];
                parts.get(i).content().duplicate().get(got);
                assertThat(got).as("round %s, part %s", round, i).isEqualTo(sent.get(i));
            }
        }
    }

    @Test
    void whatever_is_sent_is_read_or_refused_and_fails_in_no_other_way() {
        Random random = new Random(2);
        byte[] whole = (part("form-data; name=\"dish\"", "crêpe")
                        + part("form-data; name=\"photo\"; filename=\"a.png\"", "\r\n--X\r\n")
                        + "--XX--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] body = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int i = random.nextInt(4); i > 0 && body.length > 0; i--) {
                body[random.nextInt(body.length)] =
                        "\r\n-X:;=\"\\ \0é".getBytes(StandardCharsets.UTF_8)[random.nextInt(12)];
            }
            try {
                Multipart.parse(body, TYPE)
                        .forEach(part -> assertThat(part.name()).isNotNull());
            } catch (HttpError e) {
                assertThat(e.status()).isEqualTo(400);
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 49_000);
    }
}
