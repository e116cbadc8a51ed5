package dev.brigade.web.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WidthTest {
    private final Width width = new Width();

    private void conflicts(int times) {
        for (int i = 0; i < times; i++) {
            width.narrow();
        }
    }

    @Test
    void itIsOpenUntilThereIsAConflictAndSoonAgainAfterOne() {
        assertThat(width.isOpen()).isTrue();
        width.narrow();
        assertThat(width.isOpen()).isFalse();
        width.widen();
        width.widen();
        assertThat(width.isOpen()).isTrue();
    }

    @Test
    void thereIsAlwaysAPlace() {
        conflicts(10_000);
        assertThat(width.places()).isOne();
    }

    @Test
    void itStaysAsItIsWhenAsManyRunsAreInVainAsItSeeks() {
        conflicts(80);
        int before = width.places();
        int ended = 3 * 100; // of five runs two in vain
        int conflicts = 2 * 100;
        for (int i = 0; i < 100; i++) {
            conflicts(conflicts / 100);
            for (int k = 0; k < ended / 100; k++) {
                width.widen();
            }
        }
        assertThat(before).isBetween(2, 20);
        assertThat(width.places()).isBetween(before - 1, before + 1);
    }

    /** As on so many rows, where of those that run at once one for each row is not in vain. */
    @Test
    void onMoreRowsMoreRunAtOnce() {
        assertThat(placesOnRows(1)).isBetween(1, 2);
        assertThat(placesOnRows(10)).isBetween(6, 16);
        assertThat(placesOnRows(10_000)).isEqualTo((int) Width.OPEN);
    }

    private static int placesOnRows(int rows) {
        Width width = new Width();
        for (int i = 0; i < 1000; i++) {
            int running = width.places();
            long useful = Math.round(rows * (1 - Math.pow(1 - 1.0 / rows, running)));
            for (int k = 0; k < running; k++) {
                if (k < useful) {
                    width.widen();
                } else {
                    width.narrow();
                }
            }
        }
        return width.places();
    }
}
