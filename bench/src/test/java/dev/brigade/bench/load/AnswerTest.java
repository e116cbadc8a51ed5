package dev.brigade.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final String RIGHT = "HTTP/1.1 200 OK\r\nDate: now\r\ncontent-LENGTH: 5\r\n\r\nHello";

    private final Answer answer = new Answer("Hello");

    private boolean complete(String received) {
        byte[] bytes = received.getBytes(StandardCharsets.US_ASCII);
        return answer.complete(bytes, bytes.length);
    }

    @Test
    void the_right_answer_is_complete_with_its_last_byte() {
        assertThat(complete(RIGHT)).isTrue();
    }

    @Test
    void a_part_of_the_right_answer_is_not_complete() {
        for (int end = 0; end < RIGHT.length(); end++) {
            assertThat(complete(RIGHT.substring(0, end))).isFalse();
        }
    }

    @Test
    void another_status_is_wrong() {
        assertThatThrownBy(() -> complete(RIGHT.replace("200 OK", "500 No")))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("500 No");
    }

    @Test
    void another_body_is_wrong() {
        assertThatThrownBy(() -> complete(RIGHT.replace("Hello", "Hullo"))).isInstanceOf(LoadException.class);
    }

    @Test
    void another_length_is_wrong() {
        assertThatThrownBy(() -> complete(RIGHT.replace("5", "4"))).isInstanceOf(LoadException.class);
    }

    @Test
    void bytes_behind_the_answer_are_wrong() {
        assertThatThrownBy(() -> complete(RIGHT + "!")).isInstanceOf(LoadException.class);
    }
}
