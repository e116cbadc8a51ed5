package dev.brigade.web.audit;

import dev.brigade.web.audit.code.Access;
import dev.brigade.web.audit.code.FieldName;
import dev.brigade.web.audit.code.Line;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says whether threads may share a field that is not final, from where it is read and written. */
final class FieldJudge {
    private static final Set<String> OF_ONE_REQUEST = Set.of(
            "dev.brigade.web.Request",
            "dev.brigade.data.Work",
            "org.jdbi.v3.core.Handle",
            "java.sql.Connection",
            "java.sql.Statement",
            "java.sql.PreparedStatement",
            "java.sql.ResultSet");

    private final Usage usage;

    FieldJudge(Usage usage) {
        this.usage = usage;
    }

    /** @param node the object that has it; empty if it is static */
    Finding judge(Field field, Optional<Node> node) {
        FieldName name = Graph.name(field);
        List<Usage.Accessed> all = usage.accesses(name, node.map(Node::object));
        List<Usage.Accessed> writes =
                all.stream().filter(one -> one.access().write()).toList();
        HeldEverywhere outer = node.map(usage::over).orElse(HeldEverywhere.NONE);
        if (writes.isEmpty()) {
            return finding(field, node, Verdict.SAFE, "", "never written once it is made; make it final", "");
        }
        if (outer.isEvery()) {
            return finding(field, node, Verdict.SAFE, "", "no code uses it after the start", "");
        }
        HeldEverywhere writing = everywhere(writes).within(outer);
        if (Modifier.isVolatile(field.getModifiers())) {
            return judgeVolatile(field, node, writes, writing);
        }
        HeldEverywhere held = everywhere(all).within(outer);
        if (held.one().isPresent()) {
            return finding(field, node, Verdict.GUARDED, held.one().get().name(), "", "");
        }
        return finding(field, node, Verdict.NOT_SAFE, "", why(all), instead(field));
    }

    private static Finding judgeVolatile(
            Field field, Optional<Node> node, List<Usage.Accessed> writes, HeldEverywhere writing) {
        if (writing.one().isPresent()) {
            return finding(
                    field,
                    node,
                    Verdict.SAFE,
                    "",
                    "volatile, and written under " + writing.one().get().name(),
                    "");
        }
        List<Line> lost = writes.stream()
                .filter(one -> one.access().fromItself())
                .map(Usage.Accessed::line)
                .toList();
        return lost.isEmpty()
                ? finding(
                        field,
                        node,
                        Verdict.SAFE,
                        "",
                        "volatile: one read or one write is safe; to look at it and then write it is not",
                        "")
                : finding(
                        field,
                        node,
                        Verdict.NOT_SAFE,
                        "",
                        "volatile, but what is written was computed from what was read before, in " + Places.text(lost)
                                + "; what another thread wrote between the two is lost",
                        instead(field));
    }

    private static HeldEverywhere everywhere(List<Usage.Accessed> accesses) {
        HeldEverywhere held = HeldEverywhere.EVERY;
        for (Usage.Accessed one : accesses) {
            held = held.and(HeldEverywhere.of(one.locks()));
        }
        return held;
    }

    private static String why(List<Usage.Accessed> all) {
        Optional<LockObject> most =
                Often.most(all.stream().map(one -> List.copyOf(one.locks())).toList());
        List<Line> written = new ArrayList<>();
        List<Line> read = new ArrayList<>();
        for (Usage.Accessed one : all) {
            if (most.isEmpty() || !one.locks().contains(most.get())) {
                Access access = one.access();
                (access.write() ? written : read).add(access.line());
            }
        }
        read.removeAll(written);
        String where = (written.isEmpty() ? "" : "written in " + Places.text(written))
                + (written.isEmpty() || read.isEmpty() ? "" : ", ")
                + (read.isEmpty() ? "" : "read in " + Places.text(read));
        return most.map(lock -> "under " + lock.name() + " elsewhere, but " + where + " without it")
                .orElse(where + ", without a lock");
    }

    private static String instead(Field field) {
        if (OF_ONE_REQUEST.contains(field.getType().getName())) {
            return "keep what was read, not this: it belongs to the thread of one request, and is of no use to others or after it";
        }
        String atomic = switch (field.getType().getName()) {
            case "int", "short", "byte" -> "AtomicInteger";
            case "long" -> "AtomicLong, LongAdder";
            case "boolean" -> "AtomicBoolean";
            default -> "AtomicReference";
        };
        return atomic + ", or one lock around every read and write";
    }

    private static Finding finding(
            Field field, Optional<Node> node, Verdict verdict, String guard, String why, String instead) {
        FieldName name = Graph.name(field);
        return new Finding(
                verdict,
                name.toString(),
                guard,
                1,
                node.map(Node::ways).orElse(List.of("static " + name)),
                node.map(Node::moreWays).orElse(0),
                why,
                instead);
    }
}
