package dev.brigade.check.agent.programs;

/** Constructors that do something before they call another. */
public final class Constructors {
    private Constructors() {}

    /** Says how big it is. */
    public static class Base {
        protected int size;

        Base(int size) {
            this.size = size;
        }
    }

    /** Its prologue has a local class, a loop, a throw, and writes to a field. */
    public static final class Flexible extends Base {
        public int early;
        public long wide;
        private int late;

        public Flexible(Base other, boolean isBig) {
            if (other.size < 0) {
                throw new IllegalArgumentException("size " + other.size);
            }
            int sum = 0;
            for (int i = 0; i < 2; i++) {
                sum += new Base(i).size;
            }
            early = sum;
            wide = sum;
            super(isBig ? new Base(other.size + sum).size : new Flexible(new StringBuilder("x").length()).late);
            late = 5;
        }

        public Flexible(int size) {
            this(size, new Base(size));
        }

        private Flexible(int size, Base base) {
            super(base.size + size);
            this.late = size;
        }
    }

    /** Its superclass calls a method that reads a field not yet written. */
    public static final class Inner {
        private int number = 3;

        /** Reads its outer object's field. */
        public final class Deep {
            public final int copy;

            public Deep() {
                copy = number;
            }
        }
    }

    public static Base base(int size) {
        return new Base(size);
    }
}
