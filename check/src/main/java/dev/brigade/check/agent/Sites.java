package dev.brigade.check.agent;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * All sites of this JVM. An id is valid in this JVM only: another gives other ids to the same places, so no id is ever stored.
 *
 * <p>Safe from any thread: sites are added under the class's lock, by whoever loads a class, and published by the volatile array;
 * an entry is written before its id is known to anybody, and never changes.
 */
public final class Sites {
    private static volatile Site[] sites = new Site[1024];
    private static int count;

    private Sites() {}

    /**
     * The site that instrumented code calls {@code id}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Site of(int id) {
        Site[] all = sites;
        if (id < 0 || id >= all.length || all[id] == null) {
            throw new IllegalArgumentException(
                    "Site " + id + " is unknown; ids are of one JVM, and this one has " + count() + ".");
        }
        return all[id];
    }

    /** How many there are: ids are 0 to count - 1. */
    public static synchronized int count() {
        return count;
    }

    static synchronized int add(IntFunction<Site> site) {
        Site[] all = count < sites.length ? sites : Arrays.copyOf(sites, 2 * count);
        all[count] = site.apply(count);
        // A write to an element is not volatile: this one lets those see it who get the id on another way than by
        // loading a class.
        sites = all;
        return count++;
    }
}
