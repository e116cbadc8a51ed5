package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Lamps that one thread switches and another one looks at. */
public final class VolatileArray {
    private VolatileArray() {}

    /** The reference of the array is volatile, its elements are not. */
    public static final class Broken {
        private volatile int[] lamps = new int[2];

        public void on(int lamp) {
            lamps[lamp] = 1;
        }

        public boolean isOn(int lamp) {
            return lamps[lamp] == 1;
        }

        public void replace() {
            lamps = new int[2];
        }
    }

    /** Each element is volatile. */
    public static final class Fixed {
        private final AtomicIntegerArray lamps = new AtomicIntegerArray(2);

        public void on(int lamp) {
            lamps.set(lamp, 1);
        }

        public boolean isOn(int lamp) {
            return lamps.get(lamp) == 1;
        }
    }
}
