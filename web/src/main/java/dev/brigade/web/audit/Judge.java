package dev.brigade.web.audit;

import dev.brigade.threads.MeetingPoint;
import dev.brigade.web.audit.code.FieldName;
import dev.brigade.web.audit.code.Line;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of each object of the graph whether threads may share it. Confined to the thread that judges. */
final class Judge {
    private final OwnClasses own;
    private final Graph graph;
    private final Usage usage;
    private final FieldJudge fields;
    private final List<Finding> findings = new ArrayList<>();

    Judge(OwnClasses own, Graph graph, Usage usage) {
        this.own = own;
        this.graph = graph;
        this.usage = usage;
        this.fields = new FieldJudge(usage);
    }

    List<Finding> findings() {
        for (Node node : graph.nodes()) {
            judge(node);
        }
        for (String name : graph.classNames()) {
            own.find(name).ifPresent(this::judgeStaticFields);
        }
        graph.broken().forEach(this::notLookedAt);
        usage.notRead().forEach(this::notLookedAt);
        return findings;
    }

    private void notLookedAt(String name, String reason) {
        findings.add(
                new Finding(Verdict.UNKNOWN, FieldName.simple(name), "", 1, List.of("class " + name), 0, reason, ""));
    }

    private void judge(Node node) {
        Class<?> type = node.object().getClass();
        if (Insides.isLambda(type) || type == Object.class) { // a monitor, which holds nothing
            return;
        }
        Class<?> library = type;
        if (own.test(type.getName())) {
            for (Field field : Insides.fields(type, one -> own.test(one.getName()))) {
                if (!Modifier.isFinal(field.getModifiers())) {
                    findings.add(fields.judge(field, Optional.of(node)));
                }
            }
            while (own.test(library.getName()) && library.getSuperclass() != null) {
                library = library.getSuperclass();
            }
            if (library == Object.class || library == Record.class) {
                return;
            }
        }
        judgeAs(node, library, Types.of(library));
    }

    private void judgeAs(Node node, Class<?> library, Type type) {
        String what = name(node.object());
        switch (type.safety()) {
            case IMMUTABLE -> {}
            case SAFE -> findings.add(finding(node, Verdict.SAFE, what, "", type.note(), ""));
            case UNKNOWN -> {
                if (!OwnClasses.isBrigade(library)) {
                    findings.add(finding(node, Verdict.UNKNOWN, what, "", type.note(), ""));
                }
            }
            case UNSAFE -> judgeUnsafe(node, what, type);
        }
    }

    private void judgeUnsafe(Node node, String what, Type type) {
        HeldEverywhere held = HeldEverywhere.EVERY;
        boolean onlyRead = true;
        List<Line> unguarded = new ArrayList<>();
        for (Holder holder : node.holders()) {
            held = held.and(usage.through(holder, use -> Reading.only(use, type)));
            Optional<List<Usage.Used>> uses = usage.uses(holder);
            onlyRead &= uses.isPresent();
            for (Usage.Used used : uses.orElse(List.of())) {
                onlyRead &= Reading.only(used.use(), type);
            }
        }
        if (held.isEvery()) {
            findings.add(finding(node, Verdict.SAFE, what, "", "no code uses it after the start", ""));
        } else if (held.one().isPresent()) {
            findings.add(finding(node, Verdict.GUARDED, what, held.one().get().name(), "", ""));
        } else if (onlyRead) {
            findings.add(finding(
                    node,
                    Verdict.SAFE,
                    what,
                    "",
                    "only read once it was filled; " + copy(node.object()) + " would make sure of that",
                    ""));
        } else {
            Optional<LockObject> most = mostOften(node, type, unguarded);
            String where = unguarded.isEmpty()
                    ? ""
                    : most.map(lock -> "; under " + lock.name() + " elsewhere, but not in ")
                                    .orElse("; used without a lock in ")
                            + Places.text(unguarded);
            findings.add(finding(node, Verdict.NOT_SAFE, what, "", type.note() + where, type.instead()));
        }
    }

    /** The lock under which most uses are, if any is; the lines of the others go to {@code unguarded}. */
    private Optional<LockObject> mostOften(Node node, Type type, List<Line> unguarded) {
        List<Usage.Used> all = node.holders().stream()
                .flatMap(holder -> usage.uses(holder).stream())
                .flatMap(List::stream)
                .toList();
        Optional<LockObject> most = Often.most(all.stream()
                .map(used -> Usage.held(used, Reading.only(used.use(), type)).sorted())
                .toList());
        for (Usage.Used used : all) {
            List<LockObject> locks =
                    Usage.held(used, Reading.only(used.use(), type)).sorted();
            if (most.isEmpty() || !locks.contains(most.get())) {
                unguarded.add(used.use().line());
            }
        }
        return most;
    }

    private static String copy(Object object) {
        return switch (object) {
            case java.util.Map<?, ?> _ -> "Map.copyOf(…)";
            case java.util.Set<?> _ -> "Set.copyOf(…)";
            case java.util.Collection<?> _ -> "List.copyOf(…)";
            default -> object.getClass().isArray() ? "List.of(…)" : "an immutable type";
        };
    }

    private void judgeStaticFields(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            if (Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers) && !field.isSynthetic()) {
                findings.add(fields.judge(field, Optional.empty()));
            }
        }
    }

    private static Finding finding(Node node, Verdict verdict, String what, String guard, String why, String instead) {
        return new Finding(verdict, what, guard, 1, node.ways(), node.moreWays(), why, instead);
    }

    private static String name(Object object) {
        if (object instanceof MeetingPoint point && OwnClasses.isBrigade(object.getClass())) {
            return Locks.pointName(point);
        }
        Class<?> type = object.getClass();
        return type.isArray() ? type.getSimpleName() : FieldName.simple(type.getName());
    }
}
