package dev.brigade.check.suite.jvm.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listeners that are told of each order. */
public final class IterationWhileAdding {
    private IterationWhileAdding() {}

    /** The list changes under the loop. */
    public static final class Broken {
        private final List<StringBuffer> listeners = new ArrayList<>(List.of(new StringBuffer(), new StringBuffer()));

        public void add() {
            listeners.add(new StringBuffer());
        }

        public int tell(String order) {
            int told = 0;
            for (StringBuffer listener : listeners) {
                listener.append(order);
                told++;
            }
            return told;
        }
    }

    /** The loop goes over the listeners of its beginning. */
    public static final class Fixed {
        private final List<StringBuffer> listeners =
                new CopyOnWriteArrayList<>(List.of(new StringBuffer(), new StringBuffer()));

        public void add() {
            listeners.add(new StringBuffer());
        }

        public int tell(String order) {
            int told = 0;
            for (StringBuffer listener : listeners) {
                listener.append(order);
                told++;
            }
            return told;
        }
    }
}
