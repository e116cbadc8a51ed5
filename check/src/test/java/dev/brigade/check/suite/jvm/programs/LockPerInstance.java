package dev.brigade.check.suite.jvm.programs;

/** Two gates of one museum, which share the number of visitors. */
public final class LockPerInstance {
    private LockPerInstance() {}

    /** Each gate locks itself, and not what they share. */
    public static final class Broken {
        private final Visitors visitors = new Visitors();
        private final SelfLockingGate north = new SelfLockingGate(visitors);
        private final SelfLockingGate south = new SelfLockingGate(visitors);

        public void enterNorth() {
            north.enter();
        }

        public void enterSouth() {
            south.enter();
        }

        public int visitors() {
            return visitors.count;
        }

        private static final class SelfLockingGate {
            private final Visitors visitors;

            SelfLockingGate(Visitors visitors) {
                this.visitors = visitors;
            }

            synchronized void enter() {
                visitors.count++;
            }
        }
    }

    /** Each gate locks what they share. */
    public static final class Fixed {
        private final Visitors visitors = new Visitors();
        private final Gate north = new Gate(visitors);
        private final Gate south = new Gate(visitors);

        public void enterNorth() {
            north.enter();
        }

        public void enterSouth() {
            south.enter();
        }

        public int visitors() {
            return visitors.count;
        }

        private static final class Gate {
            private final Visitors visitors;

            Gate(Visitors visitors) {
                this.visitors = visitors;
            }

            void enter() {
                synchronized (visitors) {
                    visitors.count++;
                }
            }
        }
    }

    private static final class Visitors {
        private int count;
    }
}
