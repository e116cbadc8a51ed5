package dev.brigade.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final String RIGHT = "HTTP/1.1 200 OK\r\nDate: now\r\ncontent-LENGTH: 5\r\n\r\nHello";
    private static final String CHUNKED =
            "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\nHel\r\n2\r\nlo\r\n0\r\n\r\n";

    private final Answer answer = new Answer("Hello");

    private Verdict judge(String received) {
        return judge(answer, received);
    }

    private static Verdict judge(Answer answer, String received) {
        byte[] bytes = received.getBytes(StandardCharsets.US_ASCII);
        return answer.judge(bytes, bytes.length);
    }

    private static Verdict judgeBody(Answer answer, String body) {
        return judge(answer, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Test
    void the_right_answer_is_complete_with_its_last_byte() {
        assertThat(judge(RIGHT)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void a_part_of_the_right_answer_is_not_complete() {
        for (int end = 0; end < RIGHT.length(); end++) {
            assertThat(judge(RIGHT.substring(0, end))).isEqualTo(Verdict.MISSING);
        }
    }

    @Test
    void the_right_answer_may_come_in_chunks() {
        assertThat(judge(CHUNKED)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void chunks_are_complete_with_the_last_byte_of_the_last() {
        for (int end = 0; end < CHUNKED.length(); end++) {
            assertThat(judge(CHUNKED.substring(0, end))).isEqualTo(Verdict.MISSING);
        }
    }

    @Test
    void another_status_is_a_refusal_once_it_is_there_as_a_whole() {
        String refusal = RIGHT.replace("200 OK", "503 No");

        assertThat(judge(refusal.substring(0, refusal.length() - 1))).isEqualTo(Verdict.MISSING);
        assertThat(judge(refusal)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void another_body_is_wrong() {
        assertThatThrownBy(() -> judge(RIGHT.replace("Hello", "Hullo"))).isInstanceOf(LoadException.class);
        assertThatThrownBy(() -> judge(CHUNKED.replace("lo", "la"))).isInstanceOf(LoadException.class);
    }

    @Test
    void another_length_is_wrong() {
        assertThatThrownBy(() -> judge(RIGHT.replace("5", "4"))).isInstanceOf(LoadException.class);
    }

    @Test
    void bytes_behind_the_answer_are_wrong() {
        assertThatThrownBy(() -> judge(RIGHT + "!")).isInstanceOf(LoadException.class);
        assertThatThrownBy(() -> judge(CHUNKED + "!")).isInstanceOf(LoadException.class);
    }

    @Test
    void an_answer_without_a_length_is_wrong() {
        assertThatThrownBy(() -> judge("HTTP/1.1 200 OK\r\nDate: now\r\n\r\n"))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("without a length");
    }

    @Test
    void a_number_in_the_body_may_be_any() {
        Answer row = new Answer("{\"id\":7,\"number\":{number}}");

        assertThat(judgeBody(row, "{\"id\":7,\"number\":1}")).isEqualTo(Verdict.RIGHT);
        assertThat(judgeBody(row, "{\"id\":7,\"number\":9876}")).isEqualTo(Verdict.RIGHT);
        assertThatThrownBy(() -> judgeBody(row, "{\"id\":8,\"number\":1}")).isInstanceOf(LoadException.class);
        assertThatThrownBy(() -> judgeBody(row, "{\"id\":7,\"number\":}")).isInstanceOf(LoadException.class);
        assertThatThrownBy(() -> judgeBody(row, "{\"id\":7,\"number\":x}")).isInstanceOf(LoadException.class);
    }
}
