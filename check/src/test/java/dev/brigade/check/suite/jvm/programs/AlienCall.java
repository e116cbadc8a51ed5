package dev.brigade.check.suite.jvm.programs;

/** A tracker of vehicles, and the dispatcher that it informs (Goetz, Java Concurrency in Practice, 10.1.3). */
public final class AlienCall {
    private AlienCall() {}

    /** Each calls the other while it holds its own monitor. */
    public static final class Broken {
        private final Dispatcher dispatcher = new Dispatcher();
        private int position;

        public synchronized void moveTo(int newPosition) {
            position = newPosition;
            dispatcher.arrived();
        }

        public int report() {
            synchronized (dispatcher) {
                return dispatcher.arrivals * 100 + position();
            }
        }

        private synchronized int position() {
            return position;
        }
    }

    /** Takes both monitors in one order. */
    public static final class Fixed {
        private final Dispatcher dispatcher = new Dispatcher();
        private int position;

        public void moveTo(int newPosition) {
            synchronized (dispatcher) {
                synchronized (this) {
                    position = newPosition;
                }
                dispatcher.arrived();
            }
        }

        public int report() {
            synchronized (dispatcher) {
                return dispatcher.arrivals * 100 + position();
            }
        }

        private synchronized int position() {
            return position;
        }
    }

    private static final class Dispatcher {
        private int arrivals;

        synchronized void arrived() {
            arrivals++;
        }
    }
}
