package dev.brigade.check.sql.footprint;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which rows of which tables a statement touches; so that two statements whose footprints don't conflict have the same effects and
 * answers in either order. It errs to the side of a conflict too many. Of a transaction's end it is the sum of its statements'.
 *
 * <p>For a database that guards transactions by what their plans happen to read (PostgreSQL at SERIALIZABLE), take {@link
 * #ofWholeTables()}: there, statements on different rows can abort each other.
 *
 * <p>Immutable, safe from any thread.
 */
public final class Footprint {
    private static final Footprint EVERYTHING = new Footprint(Set.of(), true);
    private static final Footprint NOTHING = new Footprint(Set.of(), false);

    private final Set<Touch> touches;
    private final Touch[] quick;
    private final boolean everything;
    private final boolean onlyReads;
    private final Set<String> writtenTables;
    private final String firstTable;

    private Footprint(Set<Touch> touches, boolean everything) {
        this.touches = touches;
        this.quick = touches.toArray(Touch[]::new);
        this.everything = everything;
        boolean reads = !everything;
        Set<String> written = Set.of();
        String first = "";
        for (Touch touch : quick) {
            reads &= touch.mode() == Touch.Mode.READ;
            if (touch.mode() == Touch.Mode.WRITE && !written.contains(touch.table())) {
                written = written.isEmpty() ? Set.of(touch.table()) : with(written, touch.table());
            }
            if (first.isEmpty() || touch.table().compareTo(first) < 0) {
                first = touch.table();
            }
        }
        this.onlyReads = reads;
        this.writtenTables = written;
        this.firstTable = first;
    }

    private static Set<String> with(Set<String> some, String another) {
        Set<String> more = new HashSet<>(some);
        more.add(another);
        return Set.copyOf(more);
    }

    /** Of these. */
    public static Footprint of(Set<Touch> touches) {
        return touches.isEmpty() ? NOTHING : new Footprint(Set.copyOf(touches), false);
    }

    /** Of a statement of which nothing is known: it conflicts with all. */
    public static Footprint everything() {
        return EVERYTHING;
    }

    /** Of what touches no row. */
    public static Footprint nothing() {
        return NOTHING;
    }

    /** The touches; empty also for {@link #everything()}. */
    public Set<Touch> touches() {
        return touches;
    }

    public boolean isEverything() {
        return everything;
    }

    /** Whether rows can be written; those of which table say {@link #writtenTables()}. */
    public boolean writes() {
        return everything || !writtenTables.isEmpty();
    }

    /** Labels of the tables that are written; empty also for {@link #everything()}. */
    public Set<String> writtenTables() {
        return writtenTables;
    }

    /** Whether rows are neither changed nor locked. */
    public boolean onlyReads() {
        return onlyReads;
    }

    /** The first of the labels of the tables that are touched; empty if there is none, and for {@link #everything()}. */
    public String firstTable() {
        return firstTable;
    }

    /** Whether it can matter which of the two comes first. */
    public boolean conflicts(Footprint other) {
        if (everything || other.everything) {
            return true;
        }
        for (Touch touch : quick) {
            for (Touch others : other.quick) {
                if (touch.conflicts(others)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Of both, one after the other. */
    public Footprint plus(Footprint other) {
        if (everything || other.everything) {
            return EVERYTHING;
        }
        if (touches.isEmpty() || touches.containsAll(other.touches)) {
            return touches.isEmpty() ? other : this;
        }
        Set<Touch> both = new LinkedHashSet<>(touches);
        both.addAll(other.touches);
        return of(both);
    }

    /** The same with nothing known of the rows, and with any column for each. */
    public Footprint ofWholeTables() {
        if (everything) {
            return this;
        }
        return of(touches.stream()
                .map(touch -> new Touch(touch.table(), Optional.empty(), Set.of(Touch.ROW), touch.mode()))
                .collect(Collectors.toSet()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Footprint footprint
                && everything == footprint.everything
                && touches.equals(footprint.touches);
    }

    @Override
    public int hashCode() {
        return touches.hashCode();
    }

    /** For people: {@code WRITE pantry(dish=soup)[portions]}. */
    @Override
    public String toString() {
        if (everything) {
            return "everything";
        }
        return touches.stream()
                .map(touch -> touch.mode() + " " + touch.table()
                        + touch.key().map(key -> "(" + key + ")").orElse("")
                        + touch.columns().stream().sorted().toList())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
