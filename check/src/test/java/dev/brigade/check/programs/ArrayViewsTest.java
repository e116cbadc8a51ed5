package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explore.CallOn;
import dev.brigade.check.Explore.CodeOn;
import dev.brigade.check.Explored;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An array that is changed as what it is, and as a list or a buffer of the JDK that shows it. */
class ArrayViewsTest {
    private static <A> void isFound(A[] array, CodeOn<A[]> one, CodeOn<A[]> other) {
        Explored explored = Explore.fresh(array::clone)
                .threads(one, other)
                .state(Arrays::asList)
                .explore();

        assertThat(explored.finding()).isPresent();
    }

    @Test
    void a_list_shows_it() {
        isFound(
                new Integer[] {20},
                array -> {
                    List<Integer> list = Arrays.asList(array);
                    list.set(0, list.get(0) - 1);
                },
                array -> array[0] = array[0] - 1);
    }

    @Test
    void a_buffer_shows_it() {
        Explored explored = Explore.fresh(() -> new int[] {20})
                .threads(
                        array -> {
                            IntBuffer buffer = IntBuffer.wrap(array);
                            buffer.put(0, buffer.get(0) - 1);
                        },
                        array -> array[0]--)
                .explore();

        assertThat(explored.finding()).isPresent();
    }

    @Test
    void a_copy_is_made_of_all_elements() {
        Explored explored = Explore.fresh(() -> new int[] {20, 20})
                .calls(
                        array -> {
                            int[] copy = array.clone();
                            return copy[0] + copy[1];
                        },
                        array -> {
                            array[0]--;
                            array[1]++;
                            return "moved";
                        })
                .explore();

        assertThat(explored.finding()).isPresent();
    }

    /** What a request reads is put into an array that all requests share. */
    private static CallOn<byte[]> fills(byte... bytes) {
        InputStream from = new ByteArrayInputStream(bytes);
        return array -> {
            from.reset();
            int count = from.read(array);
            return new String(array, 0, count, StandardCharsets.US_ASCII);
        };
    }

    @Test
    void an_array_is_filled_by_who_reads_into_it() {
        assertThat(Explore.fresh(() -> new byte[2])
                        .calls(fills((byte) 'a'), fills((byte) 'b'))
                        .explore()
                        .finding())
                .isPresent();
    }

    @Test
    void a_stream_goes_through_it_when_it_ends() {
        Explored explored = Explore.fresh(() -> new int[] {20, 20})
                .calls(
                        array -> {
                            IntStream all = Arrays.stream(array);
                            return all.sum();
                        },
                        array -> {
                            array[0]--;
                            array[1]++;
                            return "moved";
                        })
                .explore();

        assertThat(explored.finding()).isPresent();
    }
}
