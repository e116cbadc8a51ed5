package dev.brigade.check.agent.programs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What newer Java has, and what compilers make of it. */
@SuppressWarnings({"ReferenceEquality", "ImmutableEnumChecker", "UnnecessaryLambda"
}) // what one had better not write has to work too
public final class Modern {
    private int count;
    private String text = "a";
    private final List<String> closed = new ArrayList<>();

    /** A closed choice. */
    public sealed interface Shape {
        /** With a compact constructor. */
        record Circle(int radius, List<String> names) implements Shape {
            static int made;

            public Circle {
                made++;
                names = List.copyOf(names);
            }

            int twice() {
                return 2 * radius;
            }
        }

        /** With a record inside. */
        record Pair(Shape left, Shape right) implements Shape {}
    }

    /** An enum with a field that is not final and a body for one constant. */
    public enum Level {
        LOW,
        HIGH {
            @Override
            int more() {
                return used++;
            }
        };

        static int used;
        int seen;

        int more() {
            seen += 1;
            return seen;
        }
    }

    public int size(Shape shape) {
        return switch (shape) {
            case Shape.Circle(int radius, var names) when radius > 10 -> count + names.size();
            case Shape.Circle circle -> circle.twice();
            case Shape.Pair(Shape.Circle left, Shape.Pair right) -> left.radius() + size(right);
            case Shape.Pair(var left, var right) -> size(left) + size(right);
        };
    }

    /** A switch that yields, inside an expression, with a try and a monitor in it. */
    public int inExpression(String word) {
        return count
                + switch (word) {
                    case "one", "two" -> {
                        synchronized (this) {
                            count++;
                            yield word.length();
                        }
                    }
                    case "three" -> {
                        try {
                            yield Integer.parseInt(text);
                        } catch (NumberFormatException e) {
                            yield -count;
                        } finally {
                            count += 10;
                        }
                    }
                    default -> Objects.hash(word, text);
                };
    }

    public int levels() {
        int sum = 0;
        for (Level level : Level.values()) {
            sum += level.more()
                    + switch (level) {
                        case LOW -> 1;
                        case HIGH -> 2;
                    };
        }
        return sum;
    }

    /** Resources that are closed in order, though the body and one of them throw. */
    public List<String> resources() {
        try (AutoCloseable first = () -> closed.add("first");
                AutoCloseable second = () -> {
                    closed.add("second");
                    throw new IllegalStateException("close");
                }) {
            count = first == second ? 1 : 2;
            throw new IllegalArgumentException("body");
        } catch (Exception e) {
            closed.add(e.getMessage() + " " + e.getSuppressed()[0].getMessage());
        }
        return List.copyOf(closed);
    }

    /** Classes and lambdas in each other, which see what is around them. */
    public int nested(int more) {
        int[] local = {more};
        class Local {
            int own = count;

            IntSupplier sum() {
                return () -> {
                    Supplier<Integer> inner = new Supplier<>() {
                        private int hidden = own;

                        @Override
                        public Integer get() {
                            return hidden++ + local[0] + count;
                        }
                    };
                    return inner.get() + inner.get();
                };
            }
        }
        return new Local().sum().getAsInt();
    }

    public static <T extends Comparable<T>> T greatest(List<? extends T> list) {
        T best = list.getFirst();
        for (T one : list) {
            best = Comparator.<T>naturalOrder().compare(one, best) > 0 ? one : best;
        }
        return best;
    }

    /** Values of two slots between others, and all kinds of compound assignments. */
    public static final class Wide {
        static double shared = 1;
        long[] longs = {1, 2, 3};
        long wide = 5;
        byte small = 1;

        public double all() {
            small = (byte) (small + 300);
            wide <<= 2;
            longs[(int) (wide - 19)] ^= small;
            double kept = shared++ + ++shared;
            Wide other = wide > 0 ? this : null;
            return kept + (other == null ? 0L : other.wide--) + longs[longs.length - 2] + (longs[0] = wide);
        }
    }
}
