package dev.brigade.web.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An object that several threads can reach. Filled by the one thread that walks. */
final class Node {
    private static final int MOST_WAYS = 3;

    private final Object object;
    private final String way;
    private final List<Holder> holders = new ArrayList<>();
    private final Set<String> ways = new LinkedHashSet<>();
    private int moreWays;

    /** @param way by which it was found first */
    Node(Object object, String way) {
        this.object = object;
        this.way = way;
    }

    void reachedBy(Holder holder, String reached) {
        holders.add(holder);
        if (ways.size() < MOST_WAYS) {
            ways.add(reached);
        } else if (!ways.contains(reached)) {
            moreWays++;
        }
    }

    Object object() {
        return object;
    }

    String way() {
        return way;
    }

    List<Holder> holders() {
        return holders;
    }

    List<String> ways() {
        return List.copyOf(ways);
    }

    int moreWays() {
        return moreWays;
    }
}
