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
    private static volatile Entry[] entries = new Entry[1024];
    private static int count;

    /**
     * A site, and what is asked of it at steps.
     *
     * @param member owner and member, made once since each step asks for it
     * @param isIgnored whether the code does not look at what the call returns
     */
    private record Entry(Site site, Call call, String member, boolean isIgnored) {}

    private Sites() {}

    /**
     * The site that instrumented code calls {@code id}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Site of(int id) {
        return entry(id).site;
    }

    /** Owner and member of the site, the same object each time: {@code dev.pantry.Counter.count}. */
    public static String member(int id) {
        return entry(id).member;
    }

    static Call call(int id) {
        return entry(id).call;
    }

    /** Whether the code of a site does not look at what the call returns, or it returns nothing. */
    public static boolean isIgnored(int id) {
        return entry(id).isIgnored || entry(id).call.isVoid();
    }

    /** The code does not look at what the call at a site returns; said before that code can run. */
    static synchronized void ignore(int id) {
        Entry known = entry(id);
        entries[id] = new Entry(known.site, known.call, known.member, true);
    }

    /** How many there are: ids are 0 to count - 1. */
    public static synchronized int count() {
        return count;
    }

    static synchronized int add(IntFunction<Site> site, Call call) {
        Entry[] all = count < entries.length ? entries : Arrays.copyOf(entries, 2 * count);
        Site made = site.apply(count);
        all[count] = new Entry(made, call, (made.owner() + "." + made.member()).intern(), false);
        // A write to an element is not volatile: this one lets those see it who get the id on another way than by
        // loading a class.
        entries = all;
        return count++;
    }

    private static Entry entry(int id) {
        Entry[] all = entries;
        if (id < 0 || id >= all.length || all[id] == null) {
            throw new IllegalArgumentException(
                    "Site " + id + " is unknown; ids are of one JVM, and this one has " + count() + ".");
        }
        return all[id];
    }
}
