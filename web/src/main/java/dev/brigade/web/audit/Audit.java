package dev.brigade.web.audit;

import dev.brigade.web.audit.code.Classes;
import dev.brigade.web.audit.code.Facts;
import dev.brigade.web.audit.code.Lambdas;
import dev.brigade.web.audit.code.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks the objects that an application's threads share, reads the code that uses them, and judges. Before the application
 * starts: nobody changes the objects meanwhile.
 */
public final class Audit {
    private static final int MOST_OBJECTS = 100_000;

    private record Same(Verdict verdict, String what, String guard, String why, String firstWay) {}

    private Audit() {}

    /**
     * What the threads of an application share. Initialises its classes, as its first requests would.
     *
     * @param application its name
     */
    public static Report of(String application, List<Root> roots) {
        return of(application, roots, MOST_OBJECTS);
    }

    /** @param most how many objects are looked at */
    static Report of(String application, List<Root> roots, int most) {
        Set<Class<?>> handedOver = new LinkedHashSet<>();
        ClassLoader loader = Audit.class.getClassLoader();
        for (Root root : roots) {
            Class<?> type = root.object().getClass();
            if (!OwnClasses.isBrigade(type) && !OwnClasses.isJdk(type)) {
                loader = type.getClassLoader();
                handedOver.add(hostOf(type));
            }
        }
        OwnClasses own = new OwnClasses(loader, handedOver);
        Classes classes = new Classes(loader, own);
        Lambdas lambdas = new Lambdas(classes);
        Graph graph = new Graph(own, classes, lambdas, most);
        graph.walk(roots);
        Facts facts = Program.facts(classes, graph.classNames(), lambdas);
        Usage usage = new Usage(graph, facts, new Locks(own));
        List<Finding> findings = together(new Judge(own, graph, usage).findings());
        return new Report(application, findings, graph.isCut() ? most : 0);
    }

    private static Class<?> hostOf(Class<?> type) {
        if (!Insides.isLambda(type)) {
            return type;
        }
        try {
            return Class.forName(Insides.host(type), false, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The class of " + type + " is gone", e);
        }
    }

    /** One finding for those that say the same, such as of each element of a list; the worst first. */
    private static List<Finding> together(List<Finding> findings) {
        Map<Same, Finding> all = new LinkedHashMap<>();
        for (Finding one : findings) {
            Same same = new Same(
                    one.verdict(),
                    one.what(),
                    one.guard(),
                    one.why(),
                    one.ways().getFirst());
            all.merge(
                    same,
                    one,
                    (first, _) -> new Finding(
                            first.verdict(),
                            first.what(),
                            first.guard(),
                            first.count() + 1,
                            first.ways(),
                            first.moreWays(),
                            first.why(),
                            first.instead()));
        }
        List<Finding> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparing(Finding::verdict).thenComparing(Finding::guard));
        return sorted;
    }
}
