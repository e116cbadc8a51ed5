package dev.brigade.check.state;

import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * The values that can be reached from some objects, one line each: {@code account.balance = 70}. Follows the fields of the
 * application's classes and the contents of the JDK's collections; locks, threads and other things of the JDK that have no value to
 * compare are left out. Sets and maps are sorted, for their order says nothing; an object met again is named by where it was met
 * first. Confined to one thread.
 */
public final class Contents {
    /** As deep as the stack surely is. */
    private static final int DEEPEST = 1000;
    /** So many lines are kept; of those that follow only what they are together. */
    private static final int MOST_LINES = 5000;
    /** So many are looked at. */
    private static final int MOST = 200_000;

    private final IdentityHashMap<Object, String> seen = new IdentityHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private int more;
    private int hash;

    private Contents() {}

    /** What can be reached from {@code root}, which is called {@code name}. */
    public static List<String> of(String name, @Nullable Object root) {
        Contents contents = new Contents();
        contents.add(name, root, 0);
        return contents.lines();
    }

    /** The same as one text, which is the value itself if there is but one: {@code 42}, {@code .dish = "soup", .portions = 2}. */
    public static String text(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (isPlain(value)) {
            return plain(value);
        }
        String text = String.join(", ", of("", value));
        return text.startsWith(" = ") ? text.substring(3) : text;
    }

    /** What can be reached from the variables that a lambda has captured, or from the fields of any other object. */
    public static List<String> captured(List<?> lambdas) {
        Contents contents = new Contents();
        Set<Object> roots = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
        int number = 0;
        for (Object lambda : lambdas) {
            for (Shape.Part part : Shape.of(lambda).parts()) {
                Object value = part.of(lambda);
                if (value != null && (!isPlain(value) || isChangeable(value)) && roots.add(value)) {
                    contents.add(simple(value.getClass()) + (number == 0 ? "" : "#" + number), value, 0);
                    number++;
                }
            }
        }
        return contents.lines();
    }

    private List<String> lines() {
        if (more > 0) {
            lines.add("… " + more + " more, together " + Integer.toHexString(hash));
            more = 0;
        }
        return lines;
    }

    private void line(String text) {
        if (lines.size() < MOST_LINES) {
            lines.add(text);
        } else {
            more++;
            hash = 31 * hash + text.hashCode();
        }
    }

    private void add(String path, @Nullable Object value, int depth) {
        if (more >= MOST) {
            return;
        }
        if (value == null) {
            line(path + " = null");
        } else if (isPlain(value)) {
            line(path + " = " + plain(value));
        } else {
            String first = seen.putIfAbsent(value, path);
            if (first != null) {
                line(path + " = " + first);
            } else if (depth < DEEPEST) {
                addObject(path, value, depth + 1);
            } else {
                line(path + " is too deep to be looked at");
            }
        }
    }

    private void addObject(String path, Object value, int depth) {
        switch (value) {
            case Map<?, ?> map -> addMap(path, map, depth);
            case Set<?> set -> addSorted(path, set, depth);
            case Collection<?> collection -> addAll(path, collection, depth);
            case AtomicReference<?> reference -> add(path, reference.get(), depth);
            case AtomicStampedReference<?> reference -> {
                add(path, reference.getReference(), depth);
                line(path + ".stamp = " + reference.getStamp());
            }
            case AtomicMarkableReference<?> reference -> {
                add(path, reference.getReference(), depth);
                line(path + ".mark = " + reference.isMarked());
            }
            case Map.Entry<?, ?> entry
            when Shape.of(value).isOfTheJdk() -> {
                add(path + ".key", entry.getKey(), depth);
                add(path + ".value", entry.getValue(), depth);
            }
            case Calendar calendar -> line(path + " = " + calendar.toInstant());
            case StringWriter written -> line(path + " = " + plain(written.toString()));
            case CharArrayWriter written -> line(path + " = " + plain(written.toString()));
            case ByteArrayOutputStream written -> line(path + " = " + Arrays.toString(written.toByteArray()));
            case Checksum checksum -> line(path + " = " + checksum.getValue());
            case CountDownLatch latch -> line(path + ".count = " + latch.getCount());
            case Optional<?> optional ->
                optional.ifPresentOrElse(held -> add(path, held, depth), () -> line(path + " = empty"));
            case Future<?> future -> {
                line(path + " = " + future.state());
                if (future.state() == Future.State.SUCCESS) {
                    add(path + ".result", future.resultNow(), depth);
                }
            }
            case Semaphore semaphore -> line(path + ".permits = " + semaphore.availablePermits());
            case AtomicReferenceArray<?> array -> {
                for (int i = 0; i < array.length(); i++) {
                    add(path + "[" + i + "]", array.get(i), depth);
                }
            }
            default -> {
                if (value.getClass().isArray()) {
                    for (int i = 0; i < Array.getLength(value); i++) {
                        add(path + "[" + i + "]", Array.get(value, i), depth);
                    }
                } else { // of a lock, a thread, a stream of the JDK there is nothing to compare
                    for (Shape.Part part : Shape.of(value).parts()) {
                        add(path + "." + part.name(), part.of(value), depth);
                    }
                }
            }
        }
    }

    private void addMap(String path, Map<?, ?> map, int depth) {
        line(path + ".size = " + map.size());
        Map<String, Object[]> entries = new TreeMap<>();
        map.forEach((key, value) -> entries.put(text(key), new Object[] {value})); // a value may be null
        entries.forEach((key, value) -> add(path + "[" + key + "]", value[0], depth));
    }

    private void addSorted(String path, Collection<?> elements, int depth) {
        line(path + ".size = " + elements.size());
        List<Object> sorted = new ArrayList<>(elements);
        sorted.sort(Comparator.comparing(Contents::text));
        int index = 0;
        for (Object element : sorted) {
            add(path + "{" + index++ + "}", element, depth);
        }
    }

    private void addAll(String path, Collection<?> elements, int depth) {
        line(path + ".size = " + elements.size());
        int index = 0;
        for (Object element : elements) {
            add(path + "[" + index++ + "]", element, depth);
        }
    }

    private static String plain(Object value) {
        return switch (value) {
            case CharSequence text -> "\"" + text + "\"";
            case Class<?> type -> type.getName();
            default -> String.valueOf(value);
        };
    }

    /** Whether its text says all. */
    private static boolean isPlain(Object value) {
        return Shape.of(value).isPlain();
    }

    /** Whether its text says all, but may be another the next time. */
    private static boolean isChangeable(Object value) {
        return value.getClass().getName().startsWith("java.util.concurrent.atomic.")
                || value instanceof Appendable
                || value instanceof BitSet
                || value instanceof StringJoiner
                || value.getClass().getName().endsWith("SummaryStatistics")
                || value instanceof Date;
    }

    private static String simple(Class<?> type) {
        String name = type.getSimpleName();
        return name.isEmpty() ? "object" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
