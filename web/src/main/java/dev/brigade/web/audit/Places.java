package dev.brigade.web.audit;

import dev.brigade.web.audit.code.Line;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Lines of sources, for people. */
final class Places {
    private static final int MOST = 5;

    private Places() {}

    /** {@code Shop.java:21, 34 and Stock.java:8}. */
    static String text(Collection<Line> lines) {
        List<Line> sorted = List.copyOf(new TreeSet<>(lines));
        StringBuilder text = new StringBuilder();
        String file = "";
        for (Line line : sorted.subList(0, Math.min(MOST, sorted.size()))) {
            if (line.file().equals(file)) {
                text.append(", ").append(line.number());
            } else {
                text.append(text.isEmpty() ? "" : " and ").append(line);
                file = line.file();
            }
        }
        return sorted.size() > MOST ? text + ", and " + (sorted.size() - MOST) + " more lines" : text.toString();
    }
}
