package dev.brigade.check.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.check.Explore;
import dev.brigade.check.Explore.CodeOn;
import dev.brigade.check.Explored;
import java.nio.IntBuffer;
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
