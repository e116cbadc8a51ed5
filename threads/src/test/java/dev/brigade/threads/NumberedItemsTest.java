package dev.brigade.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberedItemsTest {

    /** Beside one of the JDK, whose items are their own numbers. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesWhatADequeDoes(long seed) {
        Random random = new Random(seed);
        NumberedItems<Integer> items = new NumberedItems<>();
        Deque<Integer> deque = new ArrayDeque<>();
        int added = 0;
        for (int i = 0; i < 5_000; i++) {
            boolean grows = i / 500 % 2 == 0;
            int what = random.nextInt(10);
            if (what < (grows ? 6 : 3)) {
                assertThat(items.add(++added)).isEqualTo(added);
                deque.add(added);
            } else if (what < 9) {
                assertThat(items.peek()).isEqualTo(deque.peekFirst());
                if (!deque.isEmpty()) {
                    assertThat(items.oldestNumber()).isEqualTo(deque.getFirst());
                }
                assertThat(items.poll()).isEqualTo(deque.pollFirst());
            } else {
                Integer any = random.nextInt(added + 1);
                assertThat(items.removeFirst(any::equals)).isEqualTo(deque.removeFirstOccurrence(any));
            }
            assertThat(items.size()).isEqualTo(deque.size());
        }
        if (deque.isEmpty()) {
            assertThat(items.pass()).isEqualTo(added + 1);
        }
        assertThat(items.copy()).containsExactlyElementsOf(deque);
        for (Integer next : deque) {
            assertThat(items.oldestNumber()).isEqualTo(next);
            assertThat(items.poll()).isEqualTo(next);
        }
    }
}
