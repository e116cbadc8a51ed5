package dev.brigade.check.agent.programs;

import java.io.StringReader;

/** Programs that read and write fields of all kinds. */
@SuppressWarnings("unused")
public class Fields {
    private static final int CONSTANT = Integer.parseInt("7");
    private static int created;
    private static long total;
    private int count;
    private volatile boolean done;
    private double ratio;
    private final String name;

    public Fields(String name) {
        this.name = name;
    }

    public void increment() {
        count++;
    }

    public int constants() {
        return CONSTANT + name.length();
    }

    public boolean finish() {
        done = true;
        return done;
    }

    public double addToRatio(double more) {
        return ratio += more;
    }

    public static long addToTotal(long more) {
        created++;
        return total += more;
    }

    public void print() {
        System.out.print("");
    }

    public Runnable increments() {
        return () -> {
            Runnable inner = () -> count++;
            inner.run();
        };
    }

    /** Its fields are another class's, and of the JDK. */
    public static final class Special extends Fields {
        public int own;

        public Special() {
            super("special");
        }

        public int sum() {
            return own + ((Fields) this).count;
        }
    }

    /** Reads a field that its superclass, of the JDK, declares. */
    public static final class Reader extends StringReader {
        public Reader() {
            super("x");
        }

        public int get() {
            return lock == null ? 0 : 'x';
        }
    }
}
