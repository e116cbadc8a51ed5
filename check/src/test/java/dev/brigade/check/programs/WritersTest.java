package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.check.Explore;
import dev.brigade.check.NotThreadSafeError;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Spliterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written in parts to one writer, or taken from one spliterator or stream, is so by one call each, and not by all together. */
class WritersTest {

    static final class Log {
        private final StringWriter text = new StringWriter();
        private final PrintWriter lines = new PrintWriter(text);
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        int number() {
            int number = text.getBuffer().length();
            text.write('.');
            return number;
        }

        int line(String word) {
            lines.print(word);
            lines.println(word);
            return 0;
        }

        int twoBytes(int value) {
            bytes.write(value);
            bytes.write(value);
            return 0;
        }
    }

    private static void isWrong(Explore.CallOn<Log> one, Explore.CallOn<Log> two) {
        assertThatThrownBy(() -> Explore.fresh(Log::new).calls(one, two).verify())
                .isInstanceOf(NotThreadSafeError.class);
    }

    @Test
    void a_writer_that_is_looked_at_and_then_written_to() {
        isWrong(Log::number, Log::number);
    }

    @Test
    void a_line_in_two_parts() {
        isWrong(log -> log.line("a"), log -> log.line("b"));
    }

    @Test
    void bytes_one_after_the_other() {
        isWrong(log -> log.twoBytes(1), log -> log.twoBytes(2));
    }

    @Test
    void a_spliterator_that_two_advance() {
        Explore.CallOn<Spliterator<Integer>> one = parts -> {
            int[] got = {0};
            parts.tryAdvance(part -> got[0] = part);
            return got[0];
        };
        assertThatThrownBy(() -> Explore.fresh(() -> List.of(1, 2, 3).spliterator())
                        .calls(one, one)
                        .verify())
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageContaining("Data race");
    }

    @Test
    void a_stream_that_two_end() {
        assertThatThrownBy(() -> Explore.fresh(() -> Stream.of(1, 2))
                        .calls(Stream::count, Stream::count)
                        .verify())
                .isInstanceOf(NotThreadSafeError.class)
                .hasMessageContaining("Data race");
    }
}
